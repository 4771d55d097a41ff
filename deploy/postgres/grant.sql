-- After each prepare step: the reader's role may read the tables of the content, and nothing else.
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ '^(profiles|sources)_' LOOP
        EXECUTE format('GRANT SELECT ON public.%I TO reader', name);
    END LOOP;
END $$;
