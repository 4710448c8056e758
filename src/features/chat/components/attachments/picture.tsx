import Image from "next/image";
import { cn } from "~/lib/cn";

/** A private picture behind a link that soon ends: shown as it is, since an optimiser would keep a copy. */
export function Picture(props: {
  address: string;
  alt: string;
  /** Of its frame, in pixels; what is larger is cut. */
  size: number;
  className?: string;
  onError?: () => void;
}) {
  return (
    <Image
      unoptimized
      src={props.address}
      alt={props.alt}
      width={props.size}
      height={props.size}
      onError={props.onError}
      className={cn("shrink-0 rounded-[5px] border object-cover", props.className)}
    />
  );
}
