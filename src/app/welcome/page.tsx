import { redirect } from "next/navigation";
import { pathOf, stepToTakeUp } from "~/features/onboarding/onboarding-steps";
import { apiOf } from "~/trpc/server";
import { getWelcomeViewer } from "./welcome-viewer";

/** Leads to the step where the person left. */
export default async function WelcomePage() {
  const { org } = await getWelcomeViewer();
  const { steps } = await apiOf(org.slug).api.onboarding.standing();
  return redirect(pathOf(stepToTakeUp(steps)));
}
