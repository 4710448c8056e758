import { AudioLines, FileText, FileType, Image, type LucideIcon } from "lucide-react";
import type { AttachmentKind } from "../../attachments";

const glyphs: Record<AttachmentKind, LucideIcon> = { image: Image, pdf: FileText, text: FileType, audio: AudioLines };

/** The sign of a kind of file, in the square that a picture would fill. */
export function FileGlyph({ kind }: { kind: AttachmentKind }) {
  const Glyph = glyphs[kind];
  return (
    <span className="grid size-9 shrink-0 place-items-center rounded-[5px] bg-muted text-muted-foreground">
      <Glyph aria-hidden className="size-4" />
    </span>
  );
}
