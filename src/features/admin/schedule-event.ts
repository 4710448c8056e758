/** The event that Inngest, and our own worker, begin a scheduled run with. */
export const scheduleEvent = "inngest/scheduled.timer";
