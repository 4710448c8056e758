import { redirect } from "next/navigation";

/** The settings of an organisation begin with what it is. */
export default async function SettingsPage({ params }: { params: Promise<{ org: string }> }) {
  return redirect(`/o/${(await params).org}/settings/general`);
}
