import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "~/lib/app-error";
import { asStream, tooLarge } from "./exact-size";
import type { FilesPort } from "./files.port";
import { FolderStore } from "./folder-store";
import { safeFileHeaders } from "./safe-file-headers";
import { type LinkClaims, linkId, linkPath, signLink, verifyLink } from "./signed-link";

export type FolderConfiguration = {
  root: string;
  /** Signs the links. */
  secret: string;
  openTemp?: (path: string) => Promise<FileHandle>;
};

const tidyEveryMs = 3_600_000;

/** The twin that needs no account: a folder of this machine, and links to this application that are signed and expire. */
export function createFolderFiles({ root, secret, openTemp }: FolderConfiguration): FilesPort {
  const store = new FolderStore(root, openTemp);
  let tidiedAt = 0;
  const tidyNowAndThen = async () => {
    if (Date.now() - tidiedAt < tidyEveryMs) return;
    tidiedAt = Date.now();
    await store.tidy();
  };
  const link = (claims: Omit<LinkClaims, "expiresAt">, expiresInSeconds: number) => {
    const expiresAt = Math.ceil(Date.now() / 1000) + expiresInSeconds;
    return { url: signLink(secret, { ...claims, expiresAt }), expiresAt: new Date(expiresAt * 1000) };
  };

  const receive = async (request: Request, claims: LinkClaims, id: string): Promise<Response> => {
    const announced = Number(request.headers.get("content-length") ?? claims.size);
    // Before a byte of it is read.
    if (announced > claims.size) throw tooLarge(claims.size);
    const type = request.headers.get("content-type");
    if (type !== claims.contentType) throw new AppError("link_invalid", `made for ${claims.contentType}, not ${type}`);
    if (await store.isNoted("used", id)) throw used();
    await tidyNowAndThen();
    await store.write(claims.key, request.body ?? asStream(new Uint8Array()), {
      max: claims.size,
      exact: claims.size,
      replace: false,
      beforeMove: async () => {
        if (!(await store.note("used", id))) throw used();
      },
    });
    return new Response(null, { status: 204 });
  };

  return {
    adapter: "folder",
    async put(key, body, meta, signal) {
      await tidyNowAndThen();
      const max = Number.MAX_SAFE_INTEGER;
      await store.write(key, asStream(body), { max, exact: meta.size, replace: true }, signal);
    },
    get: (key) => store.read(key),
    async delete(keys) {
      for (const key of keys) await store.remove(key);
    },
    async spend(key) {
      await store.note("used", linkId(key));
      await store.remove(key);
    },
    async uploadTarget({ key, contentType, size, expiresInSeconds }) {
      const claims = { method: "PUT", key, contentType, size, fileName: "", disposition: "attachment" } as const;
      return {
        method: "PUT",
        headers: { "content-type": contentType },
        formField: null,
        ...link(claims, expiresInSeconds),
      };
    },
    async downloadUrl({ key, contentType, fileName, disposition, expiresInSeconds }) {
      return link({ method: "GET", key, contentType, size: 0, fileName, disposition }, expiresInSeconds).url;
    },
    list: (prefix, cursor) => store.list(prefix, cursor),
    async probe() {
      const key = `probe/${crypto.randomUUID()}`;
      await store.write(key, asStream(new Uint8Array([1])), { max: 1, replace: true });
      await store.remove(key);
    },
    async handle(request) {
      const url = new URL(request.url);
      const key = decodeURIComponent(url.pathname.slice(linkPath.length + 1));
      const now = Date.now() / 1000;
      const claims = verifyLink(secret, { method: request.method, key, query: url.searchParams, now });
      if (claims.method === "PUT") return receive(request, claims, linkId(key));
      const file = await store.read(key);
      if (file === null) throw new AppError("not_found", "the file is gone", { details: { what: "file" } });
      return new Response(file.body, { headers: safeFileHeaders({ ...claims, size: file.size }) });
    },
  };
}

/** Where the files of an installation lie. */
export function folderOf(dataDir: string): string {
  return join(dataDir, "files");
}

function used(): AppError {
  return new AppError("link_used", "something was sent through this link already");
}
