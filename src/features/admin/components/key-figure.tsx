import type { ReactNode } from "react";
import { BandPart, PartTitle } from "~/components/ui/card";

/** A figure of a band: what it is, the figure, a line or two about it. The exact amount grows to the right, where there is room. */
export function KeyFigure(props: { title: string; children: ReactNode; notes?: readonly (string | null)[] }) {
  return (
    <BandPart>
      <PartTitle className="font-normal text-muted-foreground">{props.title}</PartTitle>
      <p className="num my-1 font-medium text-2xl tracking-[-0.03em] [&_.exact::after]:right-auto! [&_.exact::after]:-left-[5px]!">
        {props.children}
      </p>
      {props.notes
        ?.filter((note) => note !== null)
        .map((note) => (
          <p key={note} className="text-muted-foreground text-xs">
            {note}
          </p>
        ))}
    </BandPart>
  );
}
