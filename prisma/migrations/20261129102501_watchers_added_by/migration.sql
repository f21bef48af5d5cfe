-- Who let somebody follow a ticket: its requester takes back only what they gave. Null: themselves, or staff before this.
ALTER TABLE "watchers" ADD COLUMN "added_by" UUID;
