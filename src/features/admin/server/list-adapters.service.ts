import type { Backend } from "~/server/context";
import type { OrgDb } from "~/server/db";
import type { PortName } from "../port-names";
import { listPrices } from "./list-prices.service";
import { findPortHealth, type PortHealth } from "./port-health.repository";
import { portsAtWork } from "./ports-at-work";
import { trialModelsOf } from "./trial-models";

export type AdapterState = {
  port: PortName;
  /** The adapter that stands behind the port, by its own name. */
  adapter: string;
  isTwin: boolean;
  isOff: boolean;
  /** What was found the last time it was asked; null where it never was. */
  health: Omit<PortHealth, "port" | "adapter"> | null;
  /** The most, in pusd, that a test of it can cost the platform; null where it costs nothing or nothing can be asked. */
  testCostPusd: bigint | null;
};

/** Which adapter each port uses, and what is known of it. Asks none of them: the page must not wait for a vendor. */
export async function listAdapters(db: OrgDb, backend: Backend): Promise<AdapterState[]> {
  const [known, catalogue] = [await findPortHealth(db), await listPrices(db)];
  return portsAtWork(backend).map(({ port, adapter, isTwin, isOff }) => {
    const found = known.find((row) => row.port === port && row.adapter === adapter);
    const trials = port === "models" ? trialModelsOf(catalogue, adapter) : [];
    const testCostPusd = trials.length === 0 ? null : trials.reduce((sum, { boundPusd }) => sum + boundPusd, 0n);
    return { port, adapter, isTwin, isOff, health: found === undefined ? null : withoutName(found), testCostPusd };
  });
}

function withoutName({ port: _port, adapter: _adapter, ...health }: PortHealth): Omit<PortHealth, "port" | "adapter"> {
  return health;
}
