import { superadminProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { AllowAgainInput, ListMailsInput, ListSuppressionsInput, MailInput, PreviewInput } from "../mail.schema";
import { listMails } from "./list-mails.service";
import { previewMail } from "./preview-mail.service";
import { readMail } from "./read-mail.service";
import { sendAgain } from "./send-again.service";
import { sendTestMail } from "./send-test-mail.service";
import { allowAgain, listSuppressions } from "./suppressions.service";

export const mailRouter = t.router({
  list: superadminProcedure.input(ListMailsInput).query(({ ctx, input }) => listMails(ctx.platform.db, input)),
  read: superadminProcedure
    .input(MailInput)
    .query(({ ctx, input }) => readMail(ctx.platform.backend, ctx.platform.db, input.messageId)),
  sendAgain: superadminProcedure
    .input(MailInput)
    .mutation(({ ctx, input }) => sendAgain(ctx.platform, input.messageId)),
  sendTest: superadminProcedure.mutation(({ ctx }) => sendTestMail(ctx.platform)),
  suppressions: superadminProcedure
    .input(ListSuppressionsInput)
    .query(({ ctx, input }) => listSuppressions(ctx.platform.db, input.search)),
  allowAgain: superadminProcedure
    .input(AllowAgainInput)
    .mutation(({ ctx, input }) => allowAgain(ctx.platform, input.address)),
  preview: superadminProcedure.input(PreviewInput).query(({ input }) => previewMail(input.template, input.locale)),
});
