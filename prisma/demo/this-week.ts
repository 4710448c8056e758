import { type DemoConversation, flash, mini, sonnet } from "./conversation";

/** What the demonstration organisation, a freight forwarder, has been talking about in the last days. */
export const conversationsOfThisWeek: DemoConversation[] = [
  {
    title: "Peak surcharge check",
    by: "mira",
    modelId: sonnet,
    daysAgo: 0,
    hour: 7,
    turns: [
      {
        question: "Write a check for the peak-season surcharge. The quote form misses it for reefers.",
        answer: [
          "The form only looks at the booking date. The Q4 tariff ties the surcharge to the **gate-in date**, and reefers start five days earlier than dry boxes:",
          "",
          "```ts",
          'const START = { dry: "2026-12-01", reefer: "2026-11-26" };',
          "",
          "export function peakSurcharge(box: Box): number {",
          "  if (box.gateIn < START[box.kind]) return 0;",
          '  return box.kind === "reefer" ? 310 : 185; // EUR per TEU',
          "}",
          "```",
          "",
          "Two things to check before you ship it: quotes without a gate-in date (ask for one instead of guessing), and boxes that are rolled to a later vessel (the later gate-in counts).",
        ].join("\n"),
        tokens: { input: 1204, cacheRead: 8192, output: 512, reasoning: 128 },
      },
      {
        question: "Now say it in three lines for customers.",
        answer: [
          "- From 26 November, reefers entering the terminal carry a peak-season surcharge of 310 EUR per TEU.",
          "- Dry containers follow on 1 December at 185 EUR.",
          "- What counts is the day your container passes the gate, not the day you booked.",
        ].join("\n"),
        tokens: { input: 1890, cacheRead: 8192, output: 96 },
      },
    ],
  },
  {
    title: "Rotterdam reefer quote",
    by: "lena",
    modelId: mini,
    daysAgo: 0,
    hour: 8,
    turns: [
      {
        question: "What do we charge for a 40 ft reefer, Oslo to Rotterdam, gate-in 28 November?",
        answer:
          "**2,640 EUR all in.** That is the lane rate of 2,020 EUR and the reefer peak surcharge of 310 EUR for each of two TEU, because gate-in falls after 26 November.",
        tokens: { input: 1630, cacheRead: 4096, output: 118, reasoning: 64 },
      },
    ],
  },
  {
    title: "Reply to Bergström & Co",
    by: "mira",
    modelId: sonnet,
    daysAgo: 1,
    hour: 12,
    turns: [
      {
        question:
          "Draft a reply: they want the demurrage for week 44 waived. We can take off half, because our own release was a day late.",
        answer: [
          "Dear Annika,",
          "",
          "Thank you for raising the demurrage on your three containers in week 44. You are right that our release reached the terminal a day late, so we will carry half of the charge: **435 EUR** instead of 870 EUR. The corrected invoice follows today.",
          "",
          "The remaining two days ran after the release was in the system, which is why they stand. If it helps, we can move your next pick-ups to morning slots; they have been released within the hour all autumn.",
          "",
          "Kind regards,",
          "Mira Okafor",
        ].join("\n"),
        tokens: { input: 980, output: 244 },
      },
    ],
  },
  {
    title: "Lane margins, week 46",
    by: "jonas",
    modelId: sonnet,
    daysAgo: 2,
    hour: 9,
    turns: [
      {
        question:
          "Here are last week's lanes with revenue and cost. Rank them by margin and tell me which two need a call.",
        answer: [
          "| Lane | Revenue | Cost | Margin |",
          "|---|---:|---:|---:|",
          "| Gdańsk to Göteborg | 18,400 | 13,120 | 28.7% |",
          "| Oslo to Rotterdam | 41,250 | 31,900 | 22.7% |",
          "| Bergen to Hamburg | 22,800 | 19,010 | 16.6% |",
          "| Kristiansand to Antwerp | 15,600 | 14,330 | 8.1% |",
          "| Oslo to Felixstowe | 19,900 | 19,480 | 2.1% |",
          "",
          "Call about **Oslo to Felixstowe** (the carrier's bunker factor rose twice and ours did not) and **Kristiansand to Antwerp** (four half-empty sailings).",
        ].join("\n"),
        tokens: { input: 6240, output: 890, reasoning: 1320 },
      },
      {
        question: "What would a bunker factor of 14% do to Felixstowe?",
        answer:
          "At 14% the lane's revenue would be about 21,060 and its margin 7.5%. That is still the weakest of the five, but it pays for its own handling. I would move it together with the January tariff, since a second change within a quarter has cost you renewals before.",
        tokens: { input: 1480, cacheRead: 6144, output: 210, reasoning: 420 },
      },
    ],
  },
  {
    title: "Customs codes for pumps",
    by: "lena",
    modelId: mini,
    daysAgo: 3,
    hour: 10,
    turns: [
      {
        question: "Which HS heading is a centrifugal pump for drinking water, and which one for a fuel pump of a car?",
        answer:
          "Centrifugal pumps for liquids fall under **8413.70**. Fuel pumps for piston engines have a subheading of their own, **8413.30**. Parts of either go to 8413.91, so ask whether the shipment has spare impellers in it.",
        tokens: { input: 420, output: 132, reasoning: 192 },
      },
    ],
  },
  {
    title: "Interview notes: dispatcher",
    by: "jonas",
    modelId: flash,
    daysAgo: 4,
    hour: 13,
    turns: [
      {
        question:
          "Turn these notes into a one-page summary with strengths, doubts and two questions for the second round.",
        answer: [
          "**Strengths.** Eleven years at a haulier with the same software; names three disruptions and what was learnt from each; calm on the phone test.",
          "",
          "**Doubts.** No experience with customs pre-notification; prefers to work alone in the evening shift.",
          "",
          "**For the second round.**",
          "1. A driver calls in sick at 05:40 with a reefer on the quay. Walk us through the next twenty minutes.",
          "2. When did you last change how your team works, and who disagreed?",
        ].join("\n"),
        tokens: { input: 5210, output: 388 },
      },
    ],
  },
  {
    title: "Carrier SLA comparison",
    by: "mira",
    modelId: sonnet,
    daysAgo: 5,
    hour: 9,
    isPinned: true,
    turns: [
      {
        question: "Compare the three carrier contracts on rolled boxes, free time and notice of a rate change.",
        answer: [
          "| | Nordline | Balticum | Skagen |",
          "|---|---|---|---|",
          "| Rolled boxes | 2 free a quarter, then 90 EUR credit | no credit | 120 EUR credit each |",
          "| Free time, reefer | 4 days | 3 days | 5 days |",
          "| Notice of a rate change | 30 days | 14 days | 30 days, not in Q4 |",
          "",
          "Skagen is the best paper on every line; Balticum's fourteen days is the clause to renegotiate first, since your own customers get thirty.",
        ].join("\n"),
        tokens: { input: 14820, cacheRead: 2048, output: 640, reasoning: 512 },
      },
      {
        question: "Write the paragraph that asks Balticum for thirty days.",
        answer:
          "We would like to bring the notice for rate changes (clause 7.2) from fourteen to thirty days. Our own customers are entitled to thirty, so at present every change between the two dates is ours to carry: in the last twelve months that happened three times. We are glad to commit to the current volume for 2027 in return.",
        tokens: { input: 1120, cacheRead: 14336, output: 124 },
      },
    ],
  },
];
