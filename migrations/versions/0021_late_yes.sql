-- A yes is late when the record was agreed before it: also when the agreement was opened again in between, since
-- otherwise opening, asking and closing again would make a late yes look like an early one.
CREATE OR REPLACE FUNCTION keep_request_as_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.negotiation_id, NEW.asked_by_id, NEW.asked_at, NEW.why, NEW.crossings, NEW.snapshot)
        IS DISTINCT FROM (OLD.negotiation_id, OLD.asked_by_id, OLD.asked_at, OLD.why, OLD.crossings, OLD.snapshot)
        OR OLD.state <> 'open'
    THEN
        RAISE EXCEPTION 'a request stays as it was asked and decided' USING ERRCODE = 'NS002';
    END IF;
    -- Whether the yes came before the handshake is for the record to say, not for whoever says yes.
    NEW.is_retroactive := NEW.state IN ('approved', 'refused') AND (
        EXISTS (
            SELECT FROM negotiations
            WHERE organization_id = NEW.organization_id AND id = NEW.negotiation_id AND outcome = 'agreed'
        )
        OR EXISTS (
            SELECT FROM revisions
            WHERE organization_id = NEW.organization_id
            AND negotiation_id = NEW.negotiation_id
            AND said ->> 'outcome' = 'agreed'
        )
    );
    RETURN NEW;
END
$$;
