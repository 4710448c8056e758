-- Somebody is asked into an organisation by e-mail. Of the link only a hash is kept: its token is made again from the row's
-- id and generation by whoever has the application's secret, so that it can be copied later.
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  email text NOT NULL,
  role member_role NOT NULL,
  -- What the member may use in a month from the start; null is no limit.
  tokens_per_month bigint,
  note text,
  -- Who vouches for it now: whoever sent it last. It counts only while that person may give the role.
  invited_by uuid REFERENCES app_user_account (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- Goes up with every mail: the links of the ones before are dead.
  generation integer NOT NULL DEFAULT 1,
  token_hash bytea,
  -- The mail of this generation; mails are forgotten sooner than invitations.
  mail_id uuid,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  -- When the page of this generation was first opened by somebody who is no member.
  opened_at timestamptz(3),
  accepted_at timestamptz(3),
  accepted_by uuid REFERENCES app_user_account (id) ON DELETE SET NULL ON UPDATE CASCADE,
  declined_at timestamptz(3),
  revoked_at timestamptz(3),
  CONSTRAINT invitation_email_check CHECK (email = lower(email)),
  CONSTRAINT invitation_tokens_per_month_check CHECK (tokens_per_month > 0),
  CONSTRAINT invitation_note_check CHECK (length(note) <= 1000),
  CONSTRAINT invitation_closed_check CHECK (num_nonnulls(accepted_at, declined_at, revoked_at) <= 1)
);
CREATE UNIQUE INDEX invitation_token_hash_key ON invitation (token_hash);
-- One that waits for an answer for each address; one that has expired waits too, to be renewed.
CREATE UNIQUE INDEX invitation_waiting_key ON invitation (org_id, email)
  WHERE accepted_at IS NULL AND declined_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitation_org_created_idx ON invitation (org_id, created_at DESC, id DESC);
CREATE INDEX invitation_email_idx ON invitation (email);
CREATE INDEX invitation_invited_by_idx ON invitation (invited_by);
CREATE INDEX invitation_accepted_by_idx ON invitation (accepted_by);
SELECT app_protect('invitation');
GRANT SELECT, INSERT, UPDATE ON invitation TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON invitation TO app_platform;

-- What became of the mails of an organisation's invitations, for its managers, who read no mails: state and reason alone.
CREATE FUNCTION invitation_mails(p_org uuid) RETURNS TABLE (mail_id uuid, state text, error text, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app_assert_org(p_org);
  RETURN QUERY
    SELECT m.id, m.state, m.error, coalesce(m.ended_at, m.delivered_at, m.sent_at, m.created_at)::timestamptz
    FROM invitation i JOIN mail_message m ON m.id = i.mail_id AND m.org_id = i.org_id
    WHERE i.org_id = p_org AND i.accepted_at IS NULL AND i.declined_at IS NULL AND i.revoked_at IS NULL;
END $$;

-- How many invitations the organisation has sent within a day, each time counted, and when the oldest of them was.
CREATE FUNCTION invitation_sent_today(p_org uuid, OUT o_sent bigint, OUT o_oldest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app_assert_org(p_org);
  SELECT count(*), min(m.created_at) INTO o_sent, o_oldest FROM mail_message m
  WHERE m.org_id = p_org AND m.template = 'invitation' AND m.created_at > app_now() - interval '1 day';
END $$;

-- The language that people have chosen, by address: a mail to somebody who is no member yet is written in theirs.
CREATE FUNCTION invitation_locales(p_emails text[]) RETURNS TABLE (email text, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.email, u.locale FROM app_user_account u WHERE u.email = ANY (p_emails) AND u.locale IS NOT NULL
$$;

REVOKE ALL ON FUNCTION invitation_mails(uuid), invitation_sent_today(uuid), invitation_locales(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION invitation_mails(uuid), invitation_sent_today(uuid), invitation_locales(text[]) TO app_user, app_platform;
