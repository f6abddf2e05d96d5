-- A review asks people to approve one version at one revision of it: steps one after another, seats of a step side by side.
CREATE TABLE reviews (
    organization_id uuid NOT NULL CONSTRAINT fk_reviews_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    strategy_version_id uuid,
    playbook_version_id uuid,
    revision integer NOT NULL,
    note text,
    asked_by_id uuid NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    ended_how text,
    CONSTRAINT pk_reviews PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_reviews_subject CHECK (num_nonnulls(strategy_version_id, playbook_version_id) = 1),
    CONSTRAINT ck_reviews_ended_how CHECK (ended_how IN ('approved', 'refused', 'withdrawn', 'changed')),
    CONSTRAINT ck_reviews_ended CHECK ((ended_at IS NULL) = (ended_how IS NULL)),
    CONSTRAINT fk_reviews_organization_id_strategy_version_id FOREIGN KEY (organization_id, strategy_version_id)
        REFERENCES strategy_versions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_reviews_organization_id_playbook_version_id FOREIGN KEY (organization_id, playbook_version_id)
        REFERENCES playbook_versions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_reviews_organization_id_asked_by_id FOREIGN KEY (organization_id, asked_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_reviews_organization_id_strategy_version_id ON reviews (organization_id, strategy_version_id);
CREATE INDEX ix_reviews_organization_id_playbook_version_id ON reviews (organization_id, playbook_version_id);
CREATE INDEX ix_reviews_organization_id_asked_by_id ON reviews (organization_id, asked_by_id);

CREATE TABLE review_seats (
    organization_id uuid NOT NULL CONSTRAINT fk_review_seats_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    review_id uuid NOT NULL,
    step smallint NOT NULL,
    quorum smallint NOT NULL,
    user_id uuid NOT NULL,
    decided_by_id uuid,
    approves boolean,
    reason text,
    decided_at timestamptz,
    CONSTRAINT pk_review_seats PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_review_seats_decided CHECK (num_nonnulls(decided_by_id, approves, decided_at) IN (0, 3)),
    CONSTRAINT uq_review_seats_organization_id_review_id_step_user_id
        UNIQUE (organization_id, review_id, step, user_id),
    CONSTRAINT fk_review_seats_organization_id_review_id FOREIGN KEY (organization_id, review_id)
        REFERENCES reviews (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_review_seats_organization_id_user_id FOREIGN KEY (organization_id, user_id)
        REFERENCES users (organization_id, id),
    CONSTRAINT fk_review_seats_organization_id_decided_by_id FOREIGN KEY (organization_id, decided_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_review_seats_organization_id_user_id ON review_seats (organization_id, user_id);
CREATE INDEX ix_review_seats_organization_id_decided_by_id ON review_seats (organization_id, decided_by_id);

-- From this day on it holds no longer. The published version itself never changes.
CREATE TABLE retirements (
    organization_id uuid NOT NULL CONSTRAINT fk_retirements_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    strategy_version_id uuid,
    playbook_id uuid,
    retired_on date NOT NULL,
    reason text NOT NULL,
    retired_by_id uuid NOT NULL,
    retired_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_retirements PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_retirements_subject CHECK (num_nonnulls(strategy_version_id, playbook_id) = 1),
    CONSTRAINT fk_retirements_organization_id_strategy_version_id FOREIGN KEY (organization_id, strategy_version_id)
        REFERENCES strategy_versions (organization_id, id),
    CONSTRAINT fk_retirements_organization_id_playbook_id FOREIGN KEY (organization_id, playbook_id)
        REFERENCES playbooks (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_retirements_organization_id_retired_by_id FOREIGN KEY (organization_id, retired_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_retirements_organization_id_strategy_version_id ON retirements (organization_id, strategy_version_id);
CREATE INDEX ix_retirements_organization_id_playbook_id ON retirements (organization_id, playbook_id);
CREATE INDEX ix_retirements_organization_id_retired_by_id ON retirements (organization_id, retired_by_id);

-- What people say about one part of a version: a section of the strategy, a rule or a variable of a playbook.
CREATE TABLE comments (
    organization_id uuid NOT NULL CONSTRAINT fk_comments_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    strategy_version_id uuid,
    playbook_version_id uuid,
    part text NOT NULL,
    body text NOT NULL,
    written_by_id uuid NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    settled_by_id uuid,
    settled_at timestamptz,
    CONSTRAINT pk_comments PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_comments_subject CHECK (num_nonnulls(strategy_version_id, playbook_version_id) = 1),
    CONSTRAINT fk_comments_organization_id_strategy_version_id FOREIGN KEY (organization_id, strategy_version_id)
        REFERENCES strategy_versions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_comments_organization_id_playbook_version_id FOREIGN KEY (organization_id, playbook_version_id)
        REFERENCES playbook_versions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_comments_organization_id_written_by_id FOREIGN KEY (organization_id, written_by_id)
        REFERENCES users (organization_id, id),
    CONSTRAINT fk_comments_organization_id_settled_by_id FOREIGN KEY (organization_id, settled_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_comments_organization_id_strategy_version_id ON comments (organization_id, strategy_version_id);
CREATE INDEX ix_comments_organization_id_playbook_version_id ON comments (organization_id, playbook_version_id);
CREATE INDEX ix_comments_organization_id_written_by_id ON comments (organization_id, written_by_id);
CREATE INDEX ix_comments_organization_id_settled_by_id ON comments (organization_id, settled_by_id);
