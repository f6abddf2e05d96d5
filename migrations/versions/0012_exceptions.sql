-- What somebody asks to be allowed: frozen as it was asked, decided once, and marked for ever when the yes came too late.
CREATE TABLE approval_requests (
    organization_id uuid NOT NULL CONSTRAINT fk_approval_requests_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    negotiation_id uuid NOT NULL,
    asked_by_id uuid NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    why text NOT NULL,
    needed_by date,
    crossings text[] NOT NULL,
    snapshot jsonb NOT NULL,
    due_at timestamptz NOT NULL,
    escalated_at timestamptz,
    state text NOT NULL DEFAULT 'open',
    decided_by_id uuid,
    decided_for_id uuid,
    decided_at timestamptz,
    reason text,
    conditions text,
    is_retroactive boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_approval_requests PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_approval_requests_state CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
    CONSTRAINT ck_approval_requests_decided CHECK ((state = 'open') = (decided_at IS NULL)),
    CONSTRAINT fk_approval_requests_organization_id_negotiation_id FOREIGN KEY (organization_id, negotiation_id)
        REFERENCES negotiations (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_approval_requests_organization_id_asked_by_id FOREIGN KEY (organization_id, asked_by_id)
        REFERENCES users (organization_id, id),
    CONSTRAINT fk_approval_requests_organization_id_decided_by_id FOREIGN KEY (organization_id, decided_by_id)
        REFERENCES users (organization_id, id),
    CONSTRAINT fk_approval_requests_organization_id_decided_for_id FOREIGN KEY (organization_id, decided_for_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_approval_requests_organization_id_negotiation_id ON approval_requests (organization_id, negotiation_id);
CREATE INDEX ix_approval_requests_organization_id_asked_by_id ON approval_requests (organization_id, asked_by_id);
CREATE INDEX ix_approval_requests_organization_id_decided_by_id ON approval_requests (organization_id, decided_by_id);
CREATE INDEX ix_approval_requests_organization_id_decided_for_id ON approval_requests (organization_id, decided_for_id);
CREATE INDEX ix_approval_requests_due ON approval_requests (organization_id, state, due_at);

CREATE TABLE approval_seats (
    organization_id uuid NOT NULL CONSTRAINT fk_approval_seats_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    user_id uuid NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_approval_seats PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_approval_seats_organization_id_request_id_user_id UNIQUE (organization_id, request_id, user_id),
    CONSTRAINT fk_approval_seats_organization_id_request_id FOREIGN KEY (organization_id, request_id)
        REFERENCES approval_requests (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_approval_seats_organization_id_user_id FOREIGN KEY (organization_id, user_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_approval_seats_organization_id_user_id ON approval_seats (organization_id, user_id);

CREATE FUNCTION keep_request_as_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.negotiation_id, NEW.asked_by_id, NEW.asked_at, NEW.why, NEW.crossings, NEW.snapshot)
        IS DISTINCT FROM (OLD.negotiation_id, OLD.asked_by_id, OLD.asked_at, OLD.why, OLD.crossings, OLD.snapshot)
        OR OLD.state <> 'open'
    THEN
        RAISE EXCEPTION 'a request stays as it was asked and decided' USING ERRCODE = 'NS002';
    END IF;
    -- Whether the yes came before the handshake is for the record to say, not for whoever says yes.
    NEW.is_retroactive := NEW.state IN ('approved', 'refused') AND EXISTS (
        SELECT FROM negotiations
        WHERE organization_id = NEW.organization_id AND id = NEW.negotiation_id AND outcome = 'agreed'
    );
    RETURN NEW;
END
$$;

CREATE TRIGGER as_asked BEFORE UPDATE ON approval_requests
FOR EACH ROW EXECUTE FUNCTION keep_request_as_asked();

-- What is let pass for a time, and why: one record, or every record under a playbook's rule.
CREATE TABLE waivers (
    organization_id uuid NOT NULL CONSTRAINT fk_waivers_organization_id REFERENCES organizations (id),
    id uuid NOT NULL,
    playbook_id uuid NOT NULL,
    rule_key text NOT NULL,
    negotiation_id uuid,
    reason text NOT NULL,
    until_on date NOT NULL,
    waived_by_id uuid NOT NULL,
    waived_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CONSTRAINT pk_waivers PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_waivers_organization_id_playbook_id FOREIGN KEY (organization_id, playbook_id)
        REFERENCES playbooks (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_waivers_organization_id_negotiation_id FOREIGN KEY (organization_id, negotiation_id)
        REFERENCES negotiations (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_waivers_organization_id_waived_by_id FOREIGN KEY (organization_id, waived_by_id)
        REFERENCES users (organization_id, id)
);
CREATE INDEX ix_waivers_organization_id_playbook_id ON waivers (organization_id, playbook_id);
CREATE INDEX ix_waivers_organization_id_negotiation_id ON waivers (organization_id, negotiation_id);
CREATE INDEX ix_waivers_organization_id_waived_by_id ON waivers (organization_id, waived_by_id);
