import type { PaymentsPort } from "./payments.port";
import { createNoCheckout, createTestCheckout } from "./test-checkout";

/** The payments adapter of this installation: today the test checkout, or none where TEST_CHECKOUT is off. */
export function createPayments(configuration: { TEST_CHECKOUT: "on" | "off" }): PaymentsPort {
  return configuration.TEST_CHECKOUT === "on" ? createTestCheckout() : createNoCheckout();
}
