"use client";

import { useAuth } from "@clerk/react";
import { useEffect } from "react";
import { ClerkFrame, type ClerkSetup } from "./clerk-frame";

export function ClerkSessionKeeper({ setup }: { setup: ClerkSetup }) {
  return (
    <ClerkFrame setup={setup}>
      <Watch />
    </ClerkFrame>
  );
}

/** Signed out elsewhere: the server would say so with the next request, the page says it now. */
function Watch() {
  const { isLoaded, isSignedIn } = useAuth();
  useEffect(() => {
    if (!isLoaded || isSignedIn) return;
    const { pathname, search } = window.location;
    window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
  }, [isLoaded, isSignedIn]);
  return null;
}
