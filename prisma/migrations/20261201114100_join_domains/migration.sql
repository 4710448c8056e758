-- Whoever has proved an address at the domain may join by themself. A domain opens one organisation.
CREATE TABLE org_join_domain (
  domain text PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  role member_role NOT NULL,
  created_by uuid REFERENCES app_user_account (id) ON DELETE SET NULL ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT org_join_domain_domain_check CHECK (domain = lower(domain)),
  CONSTRAINT org_join_domain_role_check CHECK (role IN ('member', 'viewer'))
);
CREATE INDEX org_join_domain_org_id_idx ON org_join_domain (org_id);
CREATE INDEX org_join_domain_created_by_idx ON org_join_domain (created_by);
SELECT app_protect('org_join_domain');
GRANT SELECT, INSERT, DELETE ON org_join_domain TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON org_join_domain TO app_platform;
