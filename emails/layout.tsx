import type { ReactNode } from "react";
import { Body, Container, Head, Heading, Html, Img, Link, Preview, Section, Text } from "react-email";
import type { MailContext } from "./define-template";
import type { MailLanguage } from "./language";
import { colors, font } from "./theme";

/**
 * The frame of every mail: whose it is, one heading, what there is to say, why it came. Where `sendMail` was given an
 * `orgId` it is that organisation's: its logo and name stand in the place of ours, and the last line says on whose
 * behalf it was sent. Templates do nothing for that.
 */
export function MailLayout(props: {
  context: MailContext;
  /** What a list of mails shows beside the subject. */
  preview: string;
  heading: string;
  children: ReactNode;
}) {
  const { language, brand } = props.context;
  const { t, locale } = language;
  return (
    <Html lang={locale}>
      <Head>
        <meta name="color-scheme" content="light only" />
        <meta name="supported-color-schemes" content="light only" />
      </Head>
      <Preview>{props.preview}</Preview>
      <Body style={{ backgroundColor: colors.page, margin: 0, padding: "32px 12px", fontFamily: font }}>
        <Container style={{ maxWidth: "560px", width: "100%", margin: "0 auto" }}>
          <BrandLine name={brand?.name ?? t("product")} logoUrl={brand?.logoUrl ?? null} isOwn={brand === null} />
          <Section
            style={{
              backgroundColor: colors.card,
              border: `1px solid ${colors.line}`,
              borderRadius: "8px",
              padding: "28px 28px 24px",
            }}
          >
            <Heading
              as="h1"
              style={{
                color: colors.ink,
                fontSize: "20px",
                lineHeight: "28px",
                fontWeight: 600,
                letterSpacing: "-0.015em",
                margin: "0 0 12px",
              }}
            >
              {props.heading}
            </Heading>
            {props.children}
          </Section>
          <Text style={{ color: colors.quiet, fontSize: "12px", lineHeight: "18px", margin: "16px 4px 0" }}>
            {brand === null ? t("footer.own") : t("footer.org", { org: brand.name })}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text style={{ color: colors.ink, fontSize: "15px", lineHeight: "24px", margin: "0 0 12px" }}>{children}</Text>
  );
}

/**
 * By the name that the reader gave themself. Null for an address that is not proved: who gave the name may be anybody,
 * and it would carry their words to whoever has the address.
 */
export function Greeting({ language: { t }, name }: { language: MailLanguage; name: string | null }) {
  return <Paragraph>{name === null ? t("greetingUnnamed") : t("greeting", { name })}</Paragraph>;
}

/** The one thing to do, and its address in plain sight for whoever cannot press it. */
export function Action({ href, label, otherwise }: { href: string; label: string; otherwise: string }) {
  return (
    <>
      <Section style={{ margin: "20px 0" }}>
        <Link
          href={href}
          style={{
            backgroundColor: colors.primary,
            borderRadius: "6px",
            color: colors.onPrimary,
            display: "inline-block",
            fontSize: "15px",
            fontWeight: 500,
            lineHeight: "24px",
            padding: "8px 18px",
            textDecoration: "none",
          }}
        >
          {label}
        </Link>
      </Section>
      <Text
        data-skip-in-text="true"
        style={{ color: colors.quiet, fontSize: "12px", lineHeight: "18px", margin: "0 0 12px" }}
      >
        {otherwise}
        <br />
        <Link href={href} style={{ color: colors.primary, wordBreak: "break-all" }}>
          {href}
        </Link>
      </Text>
    </>
  );
}

/** What happened, one fact a line. */
export function Facts({ rows }: { rows: readonly { label: string; value: string }[] }) {
  return (
    <Section style={{ backgroundColor: colors.muted, borderRadius: "6px", padding: "10px 14px", margin: "4px 0 16px" }}>
      {rows.map(({ label, value }) => (
        <Text key={label} style={{ color: colors.quiet, fontSize: "13px", lineHeight: "22px", margin: 0 }}>
          {label}:{" "}
          <span style={{ color: colors.ink, fontWeight: 500, wordBreak: "break-word", overflowWrap: "anywhere" }}>
            {value}
          </span>
        </Text>
      ))}
    </Section>
  );
}

/** Small print under the matter itself. */
export function Aside({ children }: { children: ReactNode }) {
  return (
    <Text style={{ color: colors.quiet, fontSize: "13px", lineHeight: "20px", margin: "0 0 4px" }}>{children}</Text>
  );
}

function BrandLine({ name, logoUrl, isOwn }: { name: string; logoUrl: string | null; isOwn: boolean }) {
  return (
    <Section style={{ margin: "0 0 16px" }}>
      {logoUrl === null ? null : (
        <Img
          src={logoUrl}
          alt=""
          width="28"
          height="28"
          style={{ borderRadius: "6px", display: "inline-block", marginRight: "10px", verticalAlign: "middle" }}
        />
      )}
      {isOwn ? <Coin /> : null}
      <span
        style={{
          color: colors.ink,
          fontSize: "16px",
          lineHeight: "28px",
          fontWeight: 600,
          letterSpacing: "-0.02em",
          verticalAlign: "middle",
        }}
      >
        {name}
      </span>
    </Section>
  );
}

/** The mark of two halves, drawn with borders: few programs show drawings in a mail. */
function Coin() {
  const half = {
    display: "inline-block",
    boxSizing: "border-box",
    verticalAlign: "top",
    width: "9px",
    height: "18px",
  } as const;
  return (
    <span
      aria-hidden
      style={{ display: "inline-block", height: "22px", marginRight: "9px", fontSize: 0, verticalAlign: "middle" }}
    >
      <span style={{ ...half, backgroundColor: colors.primary, borderRadius: "9px 0 0 9px", margin: "4px 2px 0 0" }} />
      <span style={{ ...half, border: `2px solid ${colors.primary}`, borderRadius: "0 9px 9px 0" }} />
    </span>
  );
}
