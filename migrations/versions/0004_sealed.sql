-- Walk-aways that only named people may see: encrypted under the organization's own key. The edge is all that anybody
-- else ever learns of one: where a band turns from ask to stop, at a distance from the limit that nobody can guess.
CREATE TABLE organization_keys (
    organization_id uuid NOT NULL CONSTRAINT fk_organization_keys_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    wrapped bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_organization_keys PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_organization_keys_organization_id UNIQUE (organization_id)
);

CREATE TABLE sealed_limits (
    organization_id uuid NOT NULL CONSTRAINT fk_sealed_limits_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    playbook_version_id uuid NOT NULL,
    key text NOT NULL,
    sealed bytea NOT NULL,
    edge numeric NOT NULL,
    sealed_by_id uuid NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_sealed_limits PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_sealed_limits_organization_id_playbook_version_id_key
        UNIQUE (organization_id, playbook_version_id, key),
    CONSTRAINT fk_sealed_limits_organization_id_playbook_version_id
        FOREIGN KEY (organization_id, playbook_version_id)
        REFERENCES playbook_versions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_sealed_limits_organization_id_sealed_by_id
        FOREIGN KEY (organization_id, sealed_by_id) REFERENCES users (organization_id, id)
);

CREATE INDEX ix_sealed_limits_organization_id_sealed_by_id ON sealed_limits (organization_id, sealed_by_id);

CREATE TABLE seal_holders (
    organization_id uuid NOT NULL CONSTRAINT fk_seal_holders_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    playbook_id uuid NOT NULL,
    user_id uuid NOT NULL,
    named_by_id uuid NOT NULL,
    named_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_seal_holders PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_seal_holders_organization_id_playbook_id_user_id UNIQUE (organization_id, playbook_id, user_id),
    CONSTRAINT fk_seal_holders_organization_id_playbook_id
        FOREIGN KEY (organization_id, playbook_id) REFERENCES playbooks (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_seal_holders_organization_id_user_id
        FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_seal_holders_organization_id_user_id ON seal_holders (organization_id, user_id);

CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON sealed_limits
FOR EACH ROW EXECUTE FUNCTION refuse_change_within_published('playbook');
