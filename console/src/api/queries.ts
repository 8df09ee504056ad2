import { keepPreviousData, QueryClient, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { ApiError, get, getText } from "./client";
import { live, type LiveState } from "./live";
import type { Check, DeploymentDetail, DeploymentSummary, Health, IncidentDetail, IncidentSummary, JournalEntry, ObjectiveDetail, ObjectiveList, Readiness, ReadinessSummary, ReleaseException, ServiceClaims, ServiceDetail, Signals } from "./types";

/** The most that a list asks for; the server keeps more, the page says so. */
export const LIST_LIMIT = 1000;

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A "no" stays a "no"; silence is asked again until the server is back.
      retry: (failures, error) => !(error instanceof ApiError) && failures < 2,
      retryDelay: (attempt) => 500 * 2 ** attempt,
      staleTime: 1000,
      gcTime: 5 * 60_000,
      networkMode: "always",
      refetchOnWindowFocus: true,
    },
  },
});

export function useLive(): LiveState {
  return useSyncExternalStore(live.subscribe, live.get);
}

const every = (ms: number) => ({ refetchInterval: ms, refetchIntervalInBackground: false });
const path = (text: string) => encodeURIComponent(text);

export function useService(name: string): UseQueryResult<ServiceDetail> {
  return useQuery({ queryKey: ["service", name], queryFn: ({ signal }) => get<ServiceDetail>(`/services/${path(name)}`, signal), ...every(5000) });
}

export function useSignals(name: string, minutes: number, enabled = true, refresh = 5000): UseQueryResult<Signals> {
  return useQuery({
    queryKey: ["signals", name, minutes],
    queryFn: ({ signal }) => get<Signals>(`/services/${path(name)}/signals?minutes=${minutes}`, signal),
    enabled,
    placeholderData: (before) => (before?.service === name ? before : undefined),
    ...every(refresh),
  });
}

export function useIncidents(): UseQueryResult<IncidentSummary[]> {
  return useQuery({ queryKey: ["incidents"], queryFn: ({ signal }) => get<IncidentSummary[]>(`/incidents?limit=${LIST_LIMIT}`, signal), ...every(30_000) });
}

export function useIncident(id: string): UseQueryResult<IncidentDetail> {
  return useQuery({ queryKey: ["incident", id], queryFn: ({ signal }) => get<IncidentDetail>(`/incidents/${path(id)}`, signal), ...every(5000) });
}

export function usePostMortem(id: string, enabled: boolean): UseQueryResult<string> {
  return useQuery({ queryKey: ["incident", id, "post-mortem"], queryFn: ({ signal }) => getText(`/incidents/${path(id)}/post-mortem`, signal), enabled });
}

export function useDeployments(): UseQueryResult<DeploymentSummary[]> {
  return useQuery({ queryKey: ["deployments"], queryFn: ({ signal }) => get<DeploymentSummary[]>(`/deployments?limit=${LIST_LIMIT}`, signal), ...every(30_000) });
}

export function useDeployment(id: string): UseQueryResult<DeploymentDetail> {
  return useQuery({
    queryKey: ["deployment", id],
    queryFn: ({ signal }) => get<DeploymentDetail>(`/deployments/${path(id)}`, signal),
    refetchInterval: (query) => (query.state.data?.deployment.finishedAt ? 30_000 : 2000),
  });
}

export function useReadiness(name: string): UseQueryResult<Readiness> {
  return useQuery({ queryKey: ["readiness", name], queryFn: ({ signal }) => get<Readiness>(`/services/${path(name)}/readiness`, signal), ...every(60_000) });
}

export function useReadinessList(): UseQueryResult<ReadinessSummary[]> {
  return useQuery({ queryKey: ["readiness"], queryFn: ({ signal }) => get<ReadinessSummary[]>("/readiness", signal), ...every(60_000) });
}

export function useClaims(name: string): UseQueryResult<ServiceClaims> {
  return useQuery({ queryKey: ["claims", name], queryFn: ({ signal }) => get<ServiceClaims>(`/services/${path(name)}/claims`, signal), ...every(60_000) });
}

export function useCheck(code: string): UseQueryResult<Check> {
  return useQuery({ queryKey: ["check", code], queryFn: ({ signal }) => get<Check>(`/checks/${path(code)}`, signal) });
}

/** How many objectives are on a page of their list. */
export const OBJECTIVES_LIMIT = 200;

/** What of the objectives is asked for; empty where nothing is. */
export interface ObjectivesAsked {
  find: string;
  state: Health | "";
  after: string;
}

/** A page of the objectives; the one before it is shown until it is there. */
export function useObjectives(asked: ObjectivesAsked): UseQueryResult<ObjectiveList> {
  const params = new URLSearchParams({ limit: String(OBJECTIVES_LIMIT), ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== "")) });
  return useQuery({ queryKey: ["objectives", asked], queryFn: ({ signal }) => get<ObjectiveList>(`/objectives?${params}`, signal), placeholderData: keepPreviousData, ...every(10_000) });
}

export function useObjective(service: string, name: string): UseQueryResult<ObjectiveDetail> {
  return useQuery({ queryKey: objectiveKey(service, name), queryFn: ({ signal }) => get<ObjectiveDetail>(`/objectives/${path(service)}/${path(name)}`, signal), ...every(5000) });
}

export const objectiveKey = (service: string, name: string): string[] => ["objectives", service, name];

/** Leave to release in spite of a freeze, the newest first. */
export function useExceptions(service: string): UseQueryResult<ReleaseException[]> {
  return useQuery({ queryKey: ["exceptions", service], queryFn: ({ signal }) => get<ReleaseException[]>(`/exceptions?service=${path(service)}`, signal), ...every(30_000) });
}

/** Which cached answers a fact makes old. */
export function outdated(entry: JournalEntry): string[][] {
  const keys: string[][] = [["service", entry.service]];
  const topic = entry.type.split(".")[0];
  if (topic === "incident" || topic === "alert" || topic === "page") keys.push(["incidents"], ["incident"]);
  if (topic === "deployment") keys.push(["deployments"], ["deployment"], ["incident"]);
  if (topic === "objective" || topic === "objectives" || topic === "release") keys.push(["objectives"]);
  if (topic === "release") keys.push(["exceptions"]);
  if (topic === "design" || topic === "server") keys.push(["service"], ["incidents"], ["deployments"], ["readiness"], ["claims"]);
  return keys;
}

/** Refetches what the journal outdates, and everything once after a gap in the stream. */
export function useFreshness(): void {
  const cache = useQueryClient();
  const { freshness } = useLive();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const due = new Map<string, string[]>();
    const stop = live.onFact((entry) => {
      for (const key of outdated(entry)) due.set(key.join("/"), key);
      // Facts come in bursts (an alert, its incident, its pages): one refetch answers them all.
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const key of due.values()) void cache.invalidateQueries({ queryKey: key });
        due.clear();
      }, 150);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [cache]);
  useEffect(() => {
    if (freshness === "live") void cache.invalidateQueries();
  }, [cache, freshness]);
}
