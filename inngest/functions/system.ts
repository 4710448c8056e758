import { systemPing } from "~/features/admin/ping.events";
import { answerPing } from "~/features/admin/server/answer-ping.job";
import { probePortsRegularly } from "~/features/admin/server/probe-ports.job";
import { tidyOutbox } from "~/features/admin/server/tidy-outbox.job";
import { onEvent } from "../on-event";
import { onSchedule } from "../on-schedule";

export const systemPong = onEvent(
  { id: "system-ping", name: "Answer a ping", event: systemPing, retries: 0 },
  (backend, { payload }) => answerPing(backend, payload),
);

export const probePorts = onSchedule(
  { id: "system-probe-ports", name: "Ask every port whether it answers", cron: "* * * * *" },
  probePortsRegularly,
);

export const forgetDelivered = onSchedule(
  { id: "system-tidy-outbox", name: "Forget delivered events", cron: "23 * * * *" },
  tidyOutbox,
);
