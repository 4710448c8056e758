import { orgCanLong } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { FileIdInput, StartAttachmentInput } from "../files.schema";
import { deleteFile } from "./delete-file.service";
import { fileLink } from "./file-link.service";
import { finishUpload } from "./finish-upload.service";
import { startUpload } from "./start-upload.service";

/** What people bring into conversations. Avatars and logos are set where they belong. */
export const filesRouter = t.router({
  startAttachment: orgCanLong("chat.write")
    .input(StartAttachmentInput)
    .mutation(({ ctx, input }) => startUpload(ctx.org, input)),
  finishAttachment: orgCanLong("chat.write")
    .input(FileIdInput)
    .mutation(({ ctx, input }) => finishUpload(ctx.org, input.fileId)),
  link: orgCanLong("chat.read")
    .input(FileIdInput)
    .query(({ ctx, input }) => fileLink(ctx.org, input.fileId)),
  removeAttachment: orgCanLong("chat.write")
    .input(FileIdInput)
    .mutation(({ ctx, input }) => deleteFile(ctx.org, input.fileId)),
});
