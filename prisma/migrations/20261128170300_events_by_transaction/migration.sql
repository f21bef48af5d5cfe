-- Consumers of the log read what a snapshot could not see, page by page in the order of transaction and id: without the id in
-- the index each page of one transaction that wrote very much is sorted anew. (A few seconds at some millions of events.)
CREATE INDEX "events_xid_id_idx" ON "events"("xid", "id");

DROP INDEX "events_xid_idx";
