-- Where each person stands in their first steps. It is their own and belongs to no organisation. No row: nobody has shown
-- them to this person yet.
CREATE TABLE onboarding (
  user_id uuid PRIMARY KEY REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- What they said they would begin with; the list of what can be said is the application's.
  purpose text,
  -- When they first saw a step.
  begun_at timestamptz(3),
  set_aside_at timestamptz(3),
  finished_at timestamptz(3),
  CONSTRAINT onboarding_purpose_check CHECK (purpose ~ '^[a-z_]{1,40}$')
);
CREATE INDEX onboarding_begun_at_idx ON onboarding (begun_at);

CREATE TABLE onboarding_step (
  user_id uuid NOT NULL REFERENCES onboarding (user_id) ON DELETE CASCADE ON UPDATE CASCADE,
  step text NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  done_at timestamptz(3),
  -- Kept where the step is done later.
  skipped_at timestamptz(3),
  PRIMARY KEY (user_id, step),
  CONSTRAINT onboarding_step_step_check CHECK (step IN ('start', 'workspace', 'purpose', 'message', 'next'))
);

ALTER TABLE onboarding ENABLE ROW LEVEL SECURITY;
ALTER TABLE onboarding FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON onboarding TO app_user USING (user_id = (SELECT app_user_id())) WITH CHECK (user_id = (SELECT app_user_id()));
CREATE POLICY of_platform ON onboarding TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON onboarding TO CURRENT_USER USING (true) WITH CHECK (true);
ALTER TABLE onboarding_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE onboarding_step FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON onboarding_step TO app_user USING (user_id = (SELECT app_user_id())) WITH CHECK (user_id = (SELECT app_user_id()));
CREATE POLICY of_platform ON onboarding_step TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON onboarding_step TO CURRENT_USER USING (true) WITH CHECK (true);
-- What was done stays done: a person deletes nothing of it.
GRANT SELECT, INSERT, UPDATE ON onboarding, onboarding_step TO app_user;
-- The console counts; the demonstration's people are made past it.
GRANT SELECT, INSERT ON onboarding, onboarding_step TO app_platform;

-- Whoever is here already knows their way.
INSERT INTO onboarding (user_id, set_aside_at) SELECT id, app_now() FROM app_user_account;
