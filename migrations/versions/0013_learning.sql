-- A statement is a part of the strategy that everybody confirms on its own.
CREATE TABLE acknowledged_statements (
    organization_id uuid NOT NULL CONSTRAINT fk_acknowledged_statements_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    strategy_version_id uuid NOT NULL,
    user_id uuid NOT NULL,
    part text NOT NULL,
    acknowledged_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_acknowledged_statements PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_acknowledged_statements_part
        UNIQUE (organization_id, strategy_version_id, user_id, part),
    CONSTRAINT fk_acknowledged_statements_organization_id_strategy_version_id
        FOREIGN KEY (organization_id, strategy_version_id) REFERENCES strategy_versions (organization_id, id),
    CONSTRAINT fk_acknowledged_statements_organization_id_user_id
        FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_acknowledged_statements_organization_id_user_id ON acknowledged_statements (organization_id, user_id);

-- A small case with one right choice, and the sentence of the strategy that says why.
CREATE TABLE understanding_cases (
    organization_id uuid NOT NULL CONSTRAINT fk_understanding_cases_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    strategy_version_id uuid NOT NULL,
    situation text NOT NULL,
    choices text[] NOT NULL,
    right_place smallint NOT NULL,
    because text NOT NULL,
    written_by_id uuid NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_understanding_cases PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_understanding_cases_right_place CHECK (right_place BETWEEN 1 AND cardinality(choices)),
    CONSTRAINT fk_understanding_cases_organization_id_strategy_version_id
        FOREIGN KEY (organization_id, strategy_version_id)
        REFERENCES strategy_versions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_understanding_cases_organization_id_written_by_id
        FOREIGN KEY (organization_id, written_by_id) REFERENCES users (organization_id, id)
);
CREATE INDEX ix_understanding_cases_organization_id_strategy_version_id
    ON understanding_cases (organization_id, strategy_version_id);
CREATE INDEX ix_understanding_cases_organization_id_written_by_id
    ON understanding_cases (organization_id, written_by_id);

-- The first answer of a person to a case; it is the one that counts.
CREATE TABLE understanding_answers (
    organization_id uuid NOT NULL CONSTRAINT fk_understanding_answers_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    user_id uuid NOT NULL,
    is_right boolean NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_understanding_answers PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_understanding_answers_organization_id_case_id_user_id UNIQUE (organization_id, case_id, user_id),
    CONSTRAINT fk_understanding_answers_organization_id_case_id FOREIGN KEY (organization_id, case_id)
        REFERENCES understanding_cases (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_understanding_answers_organization_id_user_id FOREIGN KEY (organization_id, user_id)
        REFERENCES users (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_understanding_answers_organization_id_user_id ON understanding_answers (organization_id, user_id);

-- A change that somebody wishes: of a playbook (and a rule or variable in it) or of a part of the strategy.
CREATE TABLE proposals (
    organization_id uuid NOT NULL CONSTRAINT fk_proposals_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    playbook_id uuid,
    part text,
    title text NOT NULL,
    wish text NOT NULL,
    proposed_by_id uuid NOT NULL,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'open',
    decided_by_id uuid,
    decided_at timestamptz,
    reason text,
    CONSTRAINT pk_proposals PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_proposals_state CHECK (state IN ('open', 'adopted', 'declined')),
    CONSTRAINT ck_proposals_decided CHECK ((state = 'open') = (decided_at IS NULL)),
    CONSTRAINT fk_proposals_organization_id_playbook_id FOREIGN KEY (organization_id, playbook_id)
        REFERENCES playbooks (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_proposals_organization_id_proposed_by_id FOREIGN KEY (organization_id, proposed_by_id)
        REFERENCES users (organization_id, id),
    CONSTRAINT fk_proposals_organization_id_decided_by_id FOREIGN KEY (organization_id, decided_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_proposals_organization_id_playbook_id ON proposals (organization_id, playbook_id);
CREATE INDEX ix_proposals_organization_id_proposed_by_id ON proposals (organization_id, proposed_by_id);
CREATE INDEX ix_proposals_organization_id_decided_by_id ON proposals (organization_id, decided_by_id);

-- A record that speaks for a proposal, and who brought it. Only its id: who may read it, the record says.
CREATE TABLE proposal_cases (
    organization_id uuid NOT NULL CONSTRAINT fk_proposal_cases_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    proposal_id uuid NOT NULL,
    negotiation_id uuid,
    brought_by_id uuid NOT NULL,
    brought_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_proposal_cases PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_proposal_cases_organization_id_proposal_id FOREIGN KEY (organization_id, proposal_id)
        REFERENCES proposals (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_proposal_cases_organization_id_brought_by_id FOREIGN KEY (organization_id, brought_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_proposal_cases_organization_id_proposal_id ON proposal_cases (organization_id, proposal_id);
CREATE INDEX ix_proposal_cases_organization_id_brought_by_id ON proposal_cases (organization_id, brought_by_id);
