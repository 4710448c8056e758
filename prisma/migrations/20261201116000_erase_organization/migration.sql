-- The end of an organisation: its rows go in one transaction, what the law keeps of it loses its free texts and its people, and
-- its row stays as a stone without a name.

-- Rows of append-only tables stay as they are. One exception: org_erase, and of the organisation that it is erasing alone. It
-- runs as the owner of the tables, which neither app_user nor app_platform can become: the setting by itself opens nothing.
CREATE OR REPLACE FUNCTION app_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE v_org text := nullif(current_setting('app.erasing', true), '');
BEGIN
  IF v_org IS NOT NULL AND TG_LEVEL = 'ROW' THEN
    IF to_jsonb(OLD) ->> 'org_id' = v_org
      AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
      AND EXISTS (SELECT FROM organization WHERE id = v_org::uuid AND erased_at IS NOT NULL) THEN
      IF TG_TABLE_NAME = 'audit_event' AND TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      -- Of the books only a reason goes, and who somebody was; every number stays.
      IF TG_TABLE_NAME <> 'audit_event' AND TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - ARRAY['reason', 'user_id', 'actor_id'] = to_jsonb(OLD) - ARRAY['reason', 'user_id', 'actor_id']
        THEN RETURN NEW; END IF;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'CP002';
END $$;

-- Nothing is written for an organisation that is erased: whoever is still at it waits for the erasing transaction, and fails.
-- An organisation that has no row at all is no business of this.
CREATE FUNCTION org_refuse_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_erased_at timestamptz;
BEGIN
  IF NEW.org_id IS NULL THEN RETURN NEW; END IF;
  SELECT erased_at INTO v_erased_at FROM organization WHERE id = NEW.org_id FOR KEY SHARE;
  IF v_erased_at IS NOT NULL THEN RAISE EXCEPTION 'the organisation is erased' USING ERRCODE = 'CP302'; END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION org_refuse_erased() FROM PUBLIC;
-- Those from which the others hang by foreign keys. Not event_outbox: its rows name nobody and are forgotten by themselves, and
-- whoever emits may hold locks that an erasing transaction waits for. Named so that it runs before audit_event_append, which
-- holds the end of the chain: whoever waits here holds nothing of that.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['conversation', 'stored_file', 'file_content', 'membership', 'invitation', 'org_join_domain', 'api_key',
    'former_slug', 'ownership_transfer', 'acting_session', 'mail_message', 'audit_event'] LOOP
    EXECUTE format('CREATE TRIGGER app_refuse_erased BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION org_refuse_erased()', t);
  END LOOP;
END $$;

-- Organisations whose day has come, the oldest first.
CREATE FUNCTION org_due_for_erasure(p_most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT id FROM organization WHERE delete_after <= app_now() AND erased_at IS NULL ORDER BY delete_after, id LIMIT p_most
$$;
REVOKE ALL ON FUNCTION org_due_for_erasure(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION org_due_for_erasure(int) TO app_platform;

-- Whoever has no secret finds nobody by it.
CREATE FUNCTION org_alias(p_secret text, p_user uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT encode(substring(sha256(convert_to(p_secret || p_user, 'UTF8')) FOR 16), 'hex')::uuid
$$;

-- Erases one whose day has come, and nothing otherwise: of two at once the second finds nothing to do. p_tables are those of
-- the application's list whose rows go, in the order in which they can. Files are left to whoever deletes their bytes.
CREATE FUNCTION org_erase(p_org uuid, p_tables text[], OUT o_erased boolean, OUT o_acts bigint, OUT o_last_hash text, OUT o_rows jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE t text; n bigint; v_secret text := gen_random_uuid()::text || gen_random_uuid();
BEGIN
  PERFORM app_assert_org(p_org);
  PERFORM FROM organization WHERE id = p_org AND erased_at IS NULL AND delete_after <= app_now() FOR UPDATE;
  o_erased := FOUND;
  IF NOT o_erased THEN RETURN; END IF;
  o_rows := '{}';
  PERFORM set_config('app.erasing', p_org::text, true);
  -- The time zone stays: the days of the books are those of it.
  UPDATE organization SET name = 'erased', slug = 'erased-' || id, logo_file_id = NULL, locale = 'en', currency = 'USD', seats = NULL,
    suspended_at = NULL, suspended_reason = NULL, delete_requested_by = NULL, erased_at = app_now(), updated_at = app_now()
    WHERE id = p_org;
  -- What people typed as its name when they signed up, and what providers told about its mails.
  UPDATE auth_user a SET signup_org_name = NULL FROM user_identity i JOIN membership m ON m.user_id = i.user_id
    WHERE m.org_id = p_org AND a.id = i.subject AND a.signup_org_name IS NOT NULL;
  UPDATE clerk_user c SET signup_org_name = NULL FROM user_identity i JOIN membership m ON m.user_id = i.user_id
    WHERE m.org_id = p_org AND c.id = i.subject AND c.signup_org_name IS NOT NULL;
  UPDATE app_user_account SET last_org_id = NULL WHERE last_org_id = p_org;
  DELETE FROM mail_delivery d USING mail_message m
    WHERE m.org_id = p_org AND m.provider = d.provider AND m.provider_id = d.provider_id;
  FOREACH t IN ARRAY p_tables LOOP
    EXECUTE format('DELETE FROM public.%I WHERE org_id = $1', t) USING p_org;
    GET DIAGNOSTICS n = ROW_COUNT;
    o_rows := o_rows || jsonb_build_object(t, n);
  END LOOP;
  -- Reasons are free texts, which may name anybody. For each person stands another id, the same throughout, so that the sums
  -- by person still agree; it was made with a secret that is gone with this call. Whoever of the platform adjusted, refunded
  -- or corrected stays who they are: those are the platform's acts, which it answers for.
  UPDATE ledger_entry SET reason = NULL, actor_id = CASE WHEN kind IN ('adjustment', 'clawback') THEN actor_id
    ELSE org_alias(v_secret, actor_id) END WHERE org_id = p_org AND (reason IS NOT NULL OR actor_id IS NOT NULL);
  UPDATE charge_correction SET reason = '-' WHERE org_id = p_org;
  UPDATE refund SET reason = '-' WHERE org_id = p_org;
  FOREACH t IN ARRAY ARRAY['usage_hold', 'usage_charge', 'member_period_usage', 'usage_rollup_day', 'purchase'] LOOP
    EXECUTE format('UPDATE public.%I SET user_id = org_alias($2, user_id) WHERE org_id = $1', t) USING p_org, v_secret;
  END LOOP;
  -- Its chain of acts goes whole; how long it was and how it ended is kept by the caller on the platform's.
  SELECT seq, encode(hash, 'hex') INTO o_acts, o_last_hash FROM audit_chain WHERE chain = p_org;
  o_acts := coalesce(o_acts, 0);
  DELETE FROM audit_event WHERE org_id = p_org;
  DELETE FROM audit_chain WHERE chain = p_org;
  PERFORM set_config('app.erasing', '', true);
END $$;
REVOKE ALL ON FUNCTION org_erase(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION org_erase(uuid, text[]) TO app_platform;
