"use client";

import dynamic from "next/dynamic";

/** The step with the chat in it, whose code the other steps do without. */
export const LazyMessageStep = dynamic(() => import("./message-step").then((module) => module.MessageStep));
