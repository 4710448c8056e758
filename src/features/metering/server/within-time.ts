import { providerStalled } from "../metering.errors";
import type { Meter } from "./meter";

/** A call whose answer comes in one piece, given up when it takes longer than a first output may. */
export async function withinTime<T>(
  meter: Meter,
  abortSignal: AbortSignal | undefined,
  call: (signal: AbortSignal) => PromiseLike<T>,
): Promise<T> {
  const { firstOutputMs } = meter.settings;
  const timeout = AbortSignal.timeout(firstOutputMs);
  try {
    return await call(abortSignal ? AbortSignal.any([abortSignal, timeout]) : timeout);
  } catch (error) {
    if (timeout.aborted && !abortSignal?.aborted) throw providerStalled(meter.options.modelId, firstOutputMs);
    throw error;
  }
}
