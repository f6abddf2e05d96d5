-- What the people of a negotiation say of it once it is over: one short look back each.
CREATE TABLE debriefs (
    organization_id uuid NOT NULL CONSTRAINT fk_debriefs_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    negotiation_id uuid NOT NULL,
    written_by_id uuid NOT NULL,
    worked text NOT NULL DEFAULT '',
    surprised text NOT NULL DEFAULT '',
    otherwise text NOT NULL DEFAULT '',
    questions_asked smallint,
    arguments_used smallint,
    written_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_debriefs PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_debriefs_said CHECK (worked <> '' OR surprised <> '' OR otherwise <> ''),
    CONSTRAINT ck_debriefs_questions_asked CHECK (questions_asked >= 0),
    CONSTRAINT ck_debriefs_arguments_used CHECK (arguments_used >= 0),
    CONSTRAINT uq_debriefs_organization_id_negotiation_id_written_by_id
        UNIQUE (organization_id, negotiation_id, written_by_id),
    CONSTRAINT fk_debriefs_organization_id_negotiation_id FOREIGN KEY (organization_id, negotiation_id)
        REFERENCES negotiations (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_debriefs_organization_id_written_by_id FOREIGN KEY (organization_id, written_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_debriefs_organization_id_written_by_id ON debriefs (organization_id, written_by_id);

-- Who has to confirm a version, or one statement of it; without a row everybody who negotiates.
CREATE TABLE audiences (
    organization_id uuid NOT NULL CONSTRAINT fk_audiences_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    strategy_version_id uuid NOT NULL,
    part text NOT NULL DEFAULT '',
    team_ids uuid[] NOT NULL DEFAULT '{}',
    roles text[] NOT NULL DEFAULT '{}',
    CONSTRAINT pk_audiences PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_audiences_roles CHECK (roles <@ ARRAY['leader','manager','employee']),
    CONSTRAINT uq_audiences_organization_id_strategy_version_id_part
        UNIQUE (organization_id, strategy_version_id, part),
    CONSTRAINT fk_audiences_organization_id_strategy_version_id FOREIGN KEY (organization_id, strategy_version_id)
        REFERENCES strategy_versions (organization_id, id) ON DELETE CASCADE
);

CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON audiences
FOR EACH ROW EXECUTE FUNCTION refuse_change_within_published('strategy');
