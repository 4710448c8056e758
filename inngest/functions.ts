import { forgetExpired } from "./functions/accounts";
import { forgetJournals, nameConversation } from "./functions/chat";
import { deleteFiles, sweepUploads } from "./functions/files";
import { forgetInvitations } from "./functions/invitations";
import { checkLedger, expireLots, rebuildRollups, sweepHolds } from "./functions/ledger";
import { forgetMails, sendMail, sweepMails } from "./functions/mail";
import { forgetDelivered, probePorts, systemPong } from "./functions/system";

/** Every function there is. What is not listed here is not served, and runs nowhere. */
export const functions = [
  systemPong,
  checkLedger,
  deleteFiles,
  expireLots,
  forgetDelivered,
  forgetExpired,
  forgetJournals,
  forgetInvitations,
  forgetMails,
  nameConversation,
  rebuildRollups,
  sendMail,
  probePorts,
  sweepHolds,
  sweepMails,
  sweepUploads,
];
