import { Modal } from "@mantine/core";
import type { Health } from "../api/types";
import { State } from "./atoms";

const KEYS: [string[], string][] = [
  [["/"], "search services, objectives, incidents and deployments"],
  [["g", "o"], "go to the overview"],
  [["g", "b"], "go to the objectives and their budgets"],
  [["g", "i"], "go to the incidents"],
  [["g", "d"], "go to the deployments"],
  [["g", "r"], "go to the readiness of the services"],
  [["g", "q"], "go to the query page"],
  [["?"], "this help"],
  [["Esc"], "close what is open"],
];

const STATES: [Health, string][] = [
  ["good", "within what was promised"],
  ["watch", "not hurting users yet, or someone is on it"],
  ["act", "users are hurt: a person is needed"],
  ["unknown", "no signal; may be anything"],
];

export function Help({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title="Keys and states" size="md" closeButtonProps={{ "aria-label": "Close" }}>
      <dl className="help-list">
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3 className="help-head">The four states</h3>
      <dl className="help-list">
        {STATES.map(([health, what]) => (
          <div key={health}>
            <dt>
              <State health={health} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">Drag over a chart to zoom; the address keeps the range. Hover a time for the whole of it.</p>
    </Modal>
  );
}
