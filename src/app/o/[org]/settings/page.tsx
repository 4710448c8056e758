import { redirect } from "next/navigation";

/** Settings begin with the person's own. */
export default async function SettingsPage({ params }: { params: Promise<{ org: string }> }) {
  return redirect(`/o/${(await params).org}/settings/account`);
}
