import { expect, test } from "vitest";
import { jobOf } from "./job-names";

test("a function of ours is known under the id of any deployment, and so is what runs after its failure", () => {
  expect(jobOf("counterpart-mail-send")).toEqual({ name: "mail-send", isAfterFailure: false });
  expect(jobOf("mail-send")).toEqual({ name: "mail-send", isAfterFailure: false });
  expect(jobOf("my-own-app-chat-name-conversation-failure")).toEqual({
    name: "chat-name-conversation",
    isAfterFailure: true,
  });
  expect(jobOf("counterpart-somebody-elses")).toBeUndefined();
});
