import { z } from "zod";

/** NUL cannot be stored, and control characters have no place in a name. */
const printable = /^[^\p{Cc}]*$/u;

const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const personName = z.string().trim().min(1).max(100).regex(printable);
const newPassword = z.string().min(12).max(200);

/** A path of this site to go on to, unchecked: whoever uses it passes it through safePath. */
const next = z.string().max(2000).optional();

export const SignUpInput = z.object({
  email,
  password: newPassword,
  name: personName.optional(),
  organizationName: z.string().trim().max(80).regex(printable).optional(),
  /** Where the mail that proves the address leads back to. */
  next,
});
export type SignUpInput = z.infer<typeof SignUpInput>;

export const SignInInput = z.object({ email, password: z.string().min(1).max(200) });
export type SignInInput = z.infer<typeof SignInInput>;

export const ChangePasswordInput = z.object({ currentPassword: z.string().min(1).max(200), newPassword });
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

/** 32 random bytes in base64url. */
const token = z.string().regex(/^[\w-]{43}$/);

export const ForgotPasswordInput = z.object({ email });
export const ResetPasswordInput = z.object({ token, newPassword });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;
/** What the person fills in; the token comes from the link. */
export const NewPasswordInput = ResetPasswordInput.pick({ newPassword: true });

export const SendVerificationInput = z.strictObject({ next }).optional();

export const ConfirmEmailInput = z.object({ token });

export const ChangeEmailInput = z.object({ newEmail: email, currentPassword: z.string().min(1).max(200) });
export type ChangeEmailInput = z.infer<typeof ChangeEmailInput>;

export const UpdateProfileInput = z.object({ name: personName, locale: z.enum(["en", "ru"]).nullable().optional() });
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

export const RevokeSessionInput = z.object({ sessionId: z.string().min(1).max(200) });

/** Answer of sign-up and sign-in: where the person works. A browser goes by `/enter`, which may have something to show first. */
export const SignedInOutput = z.object({ redirectTo: z.string() });
export type SignedInOutput = z.infer<typeof SignedInOutput>;
