-- The value table of a record: what holds for all of it, its lines, and packages kept for comparison.
CREATE TABLE value_tables (
    organization_id uuid NOT NULL CONSTRAINT fk_value_tables_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    negotiation_id uuid NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    our_share numeric(4, 3) NOT NULL DEFAULT 0.5,
    point_price numeric(20, 6),
    changed_by_id uuid NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_value_tables PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_value_tables_our_share CHECK (our_share BETWEEN 0 AND 1),
    CONSTRAINT ck_value_tables_point_price CHECK (point_price >= 0),
    CONSTRAINT uq_value_tables_organization_id_negotiation_id UNIQUE (organization_id, negotiation_id),
    CONSTRAINT fk_value_tables_organization_id_negotiation_id FOREIGN KEY (organization_id, negotiation_id)
        REFERENCES negotiations (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_value_tables_organization_id_changed_by_id FOREIGN KEY (organization_id, changed_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_value_tables_organization_id_changed_by_id ON value_tables (organization_id, changed_by_id);

CREATE TABLE value_entries (
    organization_id uuid NOT NULL CONSTRAINT fk_value_entries_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    negotiation_id uuid NOT NULL,
    place smallint NOT NULL,
    what text NOT NULL,
    term_key text,
    term_value text,
    giver text NOT NULL,
    measure text NOT NULL DEFAULT 'money',
    cost_low numeric(20, 6),
    cost_high numeric(20, 6),
    worth_low numeric(20, 6),
    worth_high numeric(20, 6),
    basis text NOT NULL DEFAULT 'guess',
    source text NOT NULL DEFAULT '',
    asked_on date,
    told numeric(20, 6),
    told_on date,
    is_chosen boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_value_entries PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_value_entries_giver CHECK (giver IN ('us', 'them')),
    CONSTRAINT ck_value_entries_measure CHECK (measure IN ('money', 'points')),
    CONSTRAINT ck_value_entries_basis CHECK (basis IN ('records', 'guess')),
    CONSTRAINT ck_value_entries_cost CHECK (cost_low <= cost_high),
    CONSTRAINT ck_value_entries_worth CHECK (worth_low <= worth_high),
    CONSTRAINT ck_value_entries_cost_whole CHECK ((cost_low IS NULL) = (cost_high IS NULL)),
    CONSTRAINT ck_value_entries_worth_whole CHECK ((worth_low IS NULL) = (worth_high IS NULL)),
    CONSTRAINT fk_value_entries_organization_id_negotiation_id FOREIGN KEY (organization_id, negotiation_id)
        REFERENCES negotiations (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_value_entries_organization_id_negotiation_id_place
    ON value_entries (organization_id, negotiation_id, place);

CREATE TABLE value_packages (
    organization_id uuid NOT NULL CONSTRAINT fk_value_packages_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    negotiation_id uuid NOT NULL,
    name text NOT NULL,
    entry_ids uuid[] NOT NULL DEFAULT '{}',
    made_by_id uuid NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_value_packages PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_value_packages_organization_id_negotiation_id FOREIGN KEY (organization_id, negotiation_id)
        REFERENCES negotiations (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_value_packages_organization_id_made_by_id FOREIGN KEY (organization_id, made_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_value_packages_organization_id_negotiation_id_made_at
    ON value_packages (organization_id, negotiation_id, made_at);
CREATE INDEX ix_value_packages_organization_id_made_by_id ON value_packages (organization_id, made_by_id);
