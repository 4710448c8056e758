import type { Backend } from "~/server/context";
import { probePorts } from "./probe-ports.service";

/** Keeps the console's page and the metrics up to date while nobody looks. */
export async function probePortsRegularly(backend: Backend): Promise<void> {
  await probePorts(backend);
}
