import { AppError } from "~/lib/app-error";
import type { PaymentsPort } from "./payments.port";

/** The twin that needs no account: every checkout succeeds at once and no money moves. */
export function createTestCheckout(): PaymentsPort {
  return {
    provider: "test",
    mode: "test",
    checkout: async () => ({ status: "paid" }),
    health: async () => ({ ok: true, latencyMs: 0 }),
  };
}

/** What stands in where the test checkout is turned off and no vendor is connected. */
export function createNoCheckout(): PaymentsPort {
  return {
    provider: "none",
    mode: "off",
    checkout: () => Promise.reject(new AppError("checkout_off", "no way to pay is configured")),
    health: async () => ({ ok: true, latencyMs: 0 }),
  };
}
