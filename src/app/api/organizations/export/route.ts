import { exportDownload } from "~/features/offboarding/server/export-download";
import { route } from "~/server/route-handler";

/** Everything of an organisation as one archive: `?org=<slug>`. It leaves a line in the audit log, so it is no GET. */
export const POST = route(exportDownload);
