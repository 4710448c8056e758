"use client";

import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Highlighter } from "./highlighter";

/** A growing block is coloured again with every piece: only while that is cheap. */
const MOST_WHILE_GROWING = 6_000;
const MOST = 60_000;

let loading: Promise<Highlighter> | undefined;
let loaded: Highlighter | undefined;

/** The code in coloured pieces, or null while the highlighter loads and for what it should not colour. */
export function useHighlighted(code: string, language: string, grows: boolean): ReactNode | null {
  const [highlight, setHighlight] = useState<Highlighter | undefined>(() => loaded);
  const wanted = language !== "" && code.length <= (grows ? MOST_WHILE_GROWING : MOST);

  useEffect(() => {
    if (!wanted || loaded) return;
    let isCurrent = true;
    loading ??= import("./highlighter").then((module) => {
      loaded = module.highlight;
      return module.highlight;
    });
    loading.then(
      (ready) => isCurrent && setHighlight(() => ready),
      // Plain code is as readable; the next block tries again.
      () => (loading = undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted]);

  return useMemo(() => (wanted && highlight ? highlight(code, language) : null), [wanted, highlight, code, language]);
}
