-- Instants are nanoseconds since 1970-01-01T00:00Z.
create table journal (
  sequence bigint not null primary key,
  at       bigint not null,
  type     text not null check (length(type) <= 100),
  version  integer not null,
  service  text not null,
  subject  text not null,
  summary  text not null,
  data     text not null,
  hash     text not null
);
create index journal_of_service on journal (service, at, sequence);
create index journal_of_subject on journal (subject, sequence);

-- One row per thing that a feature keeps: an incident, a deployment. What a feature looks things up
-- by stands beside the document: whose it is, its status, and its place among its kind.
create table state (
  kind       text not null,
  id         text not null,
  owner      text not null,
  status     text not null,
  position   bigint not null,
  updated_at bigint not null,
  json       text not null,
  primary key (kind, id)
);
create index state_by_position on state (kind, position);
create index state_by_owner on state (kind, owner, position);
create index state_by_status on state (kind, status, position);

-- Numbers that are kept by name: how far a subscriber of the journal has come, the last number given
-- away.
create table counter (
  name  text not null primary key,
  value bigint not null
);
