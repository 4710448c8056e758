import { cleanExpired } from "~/features/accounts/server/clean-expired.job";
import { onSchedule } from "../on-schedule";

export const forgetExpired = onSchedule(
  { id: "accounts-forget-expired", name: "Forget expired sessions and links", cron: "41 * * * *" },
  cleanExpired,
);
