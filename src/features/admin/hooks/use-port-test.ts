"use client";

import { useEffect, useRef, useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { api, type RouterOutputs } from "~/trpc/react";
import type { PortName } from "../port-names";

export type PortTestResult = RouterOutputs["admin"]["testPort"];

export type PortTestState =
  | { phase: "idle" }
  | { phase: "running" }
  | { phase: "done"; result: PortTestResult }
  | { phase: "stopped" }
  | { phase: "failed"; reason: string };

/** One test of one adapter: can be stopped, and stops by itself when its record is closed. */
export function usePortTest(of: { port: PortName; adapter: string }) {
  const { port, adapter } = of;
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [state, setState] = useState<PortTestState>({ phase: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(): Promise<void> {
    if (running.current !== null) return;
    const aborter = new AbortController();
    running.current = aborter;
    setState({ phase: "running" });
    try {
      const result = await utils.client.admin.testPort.mutate({ port, adapter }, { signal: aborter.signal });
      setState({ phase: "done", result });
    } catch (error) {
      setState(aborter.signal.aborted ? { phase: "stopped" } : { phase: "failed", reason: errorText(error) });
    } finally {
      running.current = null;
      void utils.admin.adapters.invalidate();
    }
  }
  return { state, run: () => void run(), stop: () => running.current?.abort() };
}
