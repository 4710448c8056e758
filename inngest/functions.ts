import { forgetExpired } from "./functions/accounts";
import { forgetConversations, forgetJournals, nameConversation } from "./functions/chat";
import { deleteFiles, sweepUnfinishedUploads, sweepUploads } from "./functions/files";
import { forgetInvitations } from "./functions/invitations";
import { checkLedger, expireLots, rebuildRollups, sweepHolds } from "./functions/ledger";
import { forgetMails, sendMail, sweepMails } from "./functions/mail";
import { eraseDue } from "./functions/offboarding";
import { forgetDelivered, probePorts, systemPong } from "./functions/system";

/** Every function there is. What is not listed here is not served, and runs nowhere. */
export const functions = [
  systemPong,
  checkLedger,
  deleteFiles,
  eraseDue,
  expireLots,
  forgetConversations,
  forgetDelivered,
  forgetExpired,
  forgetInvitations,
  forgetJournals,
  forgetMails,
  nameConversation,
  rebuildRollups,
  sendMail,
  probePorts,
  sweepHolds,
  sweepMails,
  sweepUnfinishedUploads,
  sweepUploads,
];
