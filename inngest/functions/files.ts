import { fileDiscarded } from "~/features/files/files.events";
import { deleteDiscarded } from "~/features/files/server/delete-discarded.job";
import { sweepFiles, sweepUnfinished } from "~/features/files/server/sweep-files.job";
import { onEvent } from "../on-event";
import { onSchedule } from "../on-schedule";

export const deleteFiles = onEvent(
  {
    id: "files-delete",
    name: "Delete the bytes of discarded files",
    event: fileDiscarded,
    retries: 5,
    concurrency: { limit: 4 },
  },
  (backend, { payload }) => deleteDiscarded(backend, payload.fileIds),
);

export const sweepUploads = onSchedule(
  { id: "files-sweep", name: "Delete files that nothing refers to", cron: "29 * * * *" },
  (backend) => sweepFiles(backend),
);

export const sweepUnfinishedUploads = onSchedule(
  { id: "files-sweep-unfinished", name: "Delete uploads that nobody finished", cron: "*/5 * * * *" },
  (backend) => sweepUnfinished(backend),
);
