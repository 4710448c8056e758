"use client";

import { ClerkFailed, ClerkLoaded, ClerkLoading, SignIn, SignUp, useAuth } from "@clerk/react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { ClerkAway } from "./clerk-away";
import { ClerkFrame, type ClerkSetup } from "./clerk-frame";
import { ClerkWait } from "./clerk-wait";

/** `goOn` is the path to arrive at afterwards, checked by the server; `otherDoor` the page beside this one. */
export type ClerkDoorProps = { setup: ClerkSetup; door: "sign-in" | "sign-up"; goOn: string; otherDoor: string };

export function ClerkDoorPanel({ setup, door, goOn, otherDoor }: ClerkDoorProps) {
  return (
    <div data-clerk-door={door} data-clerk-publishable-key={setup.publishableKey}>
      <ClerkFrame setup={setup}>
        <ClerkLoading>
          <ClerkWait />
        </ClerkLoading>
        <ClerkFailed>
          <ClerkAway />
        </ClerkFailed>
        <ClerkLoaded>
          <Opened goOn={goOn}>
            {door === "sign-in" ? (
              <SignIn routing="hash" signUpUrl={otherDoor} forceRedirectUrl={goOn} signUpForceRedirectUrl={goOn} />
            ) : (
              <FoundAndSignUp goOn={goOn} otherDoor={otherDoor} />
            )}
          </Opened>
        </ClerkLoaded>
      </ClerkFrame>
    </div>
  );
}

/** Whom Clerk knows already goes on to where the server says whether it does too. */
function Opened({ goOn, children }: { goOn: string; children: ReactNode }) {
  const { isSignedIn } = useAuth();
  useEffect(() => {
    if (isSignedIn) window.location.replace(goOn);
  }, [isSignedIn, goOn]);
  return isSignedIn ? <ClerkWait /> : children;
}

/** Clerk keeps no organisation of ours: the wished-for name travels as a note with the sign-up. */
function FoundAndSignUp({ goOn, otherDoor }: { goOn: string; otherDoor: string }) {
  const t = useTranslations("auth");
  const clerk = useTranslations("clerk");
  const common = useTranslations("common");
  const [name, setName] = useState("");
  const organizationName = name.trim();
  return (
    <div className="flex flex-col gap-5">
      <Field label={t("organisation")} note={common("optional")} hint={clerk("organisationHint")}>
        {(control) => (
          <Input
            {...control}
            size="lg"
            autoComplete="organization"
            maxLength={80}
            placeholder={t("organisationPlaceholder")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <SignUp
        routing="hash"
        signInUrl={otherDoor}
        forceRedirectUrl={goOn}
        signInForceRedirectUrl={goOn}
        unsafeMetadata={organizationName === "" ? {} : { organizationName }}
      />
    </div>
  );
}
