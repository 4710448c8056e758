import { createHmac, timingSafeEqual } from "node:crypto";
import { createRouteHandler, createUploadthing, UploadThingError, UTFiles } from "uploadthing/server";
import { z } from "zod";
import { AppError } from "~/lib/app-error";

type Wanted = { customId: string; contentType: string; size: number; expiresInSeconds: number };

const Presigned = z.tuple([z.object({ url: z.string() })]);
const Ticket = z.object({ customId: z.string(), contentType: z.string(), size: z.number(), signature: z.string() });

/**
 * UploadThing's route: it hands out the addresses that browsers send to, and takes the vendor's reports. Addresses are
 * asked for by this application alone, with a ticket that nobody else can make; limits are the application's own.
 */
export function createUploadThingRoute(options: { token: string; callbackUrl: string; ingestUrl?: string }) {
  const handlers = new Map<number, (request: Request) => Promise<Response>>();
  const handlerFor = (ttlInSeconds: number) => {
    const known = handlers.get(ttlInSeconds);
    if (known) return known;
    const made = createRouteHandler({
      router: { [slug]: fileRoute(options.token, ttlInSeconds) },
      config: { ...options, isDev: false, handleDaemonPromise: "await", logLevel: "None" },
    });
    handlers.set(ttlInSeconds, made);
    return made;
  };

  return {
    /** An address for exactly this file. */
    async presign({ expiresInSeconds, ...file }: Wanted): Promise<string> {
      const url = `${options.callbackUrl}?actionType=upload&slug=${slug}`;
      const body = {
        files: [{ name: file.customId, size: file.size, type: file.contentType, lastModified: Date.now() }],
        input: { ...file, signature: ticketSignature(options.token, file) },
      };
      const headers = { "content-type": "application/json" };
      const request = new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
      const response = await handlerFor(expiresInSeconds)(request);
      if (!response.ok) throw new AppError("storage_unavailable", `UploadThing's route answered ${response.status}`);
      return Presigned.parse(await response.json())[0].url;
    },
    /** The vendor's report of a file that has arrived, checked against its signature by the SDK. */
    handle(request: Request): Promise<Response> {
      // Whoever else asks for an address is refused by the route itself, for lack of a ticket.
      return handlerFor(defaultTtlSeconds)(request);
    },
  };
}

const slug = "file";
const defaultTtlSeconds = 900;

function fileRoute(token: string, ttlInSeconds: number) {
  return (
    createUploadthing()(
      { blob: { maxFileSize: "64MB", maxFileCount: 1, acl: "private", contentDisposition: "attachment" } },
      { presignedURLTTL: ttlInSeconds, awaitServerData: false },
    )
      .input(Ticket)
      .middleware(({ input, files }) => {
        const ticket = Ticket.safeParse(input);
        const file = files[0];
        if (!ticket.success || !isSigned(token, ticket.data) || file === undefined) {
          throw new UploadThingError({ code: "FORBIDDEN", message: "no ticket" });
        }
        return { [UTFiles]: [{ ...file, customId: input.customId }] };
      })
      // The application looks at the bytes itself before it believes in a file.
      .onUploadComplete(() => undefined)
  );
}

function isSigned(token: string, ticket: z.infer<typeof Ticket>): boolean {
  const wanted = Buffer.from(ticketSignature(token, ticket), "hex");
  const given = Buffer.from(ticket.signature, "hex");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function ticketSignature(token: string, file: Omit<Wanted, "expiresInSeconds">): string {
  const { customId, contentType, size } = file;
  return createHmac("sha256", token)
    .update(JSON.stringify(["ticket", customId, contentType, size]))
    .digest("hex");
}
