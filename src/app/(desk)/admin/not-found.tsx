import { Ban } from "lucide-react";
import { ButtonLink } from "@/ui/button-link";
import { EmptyState } from "@/ui/empty-state";

/** Says the same whether the page never was or is not for this person. */
export default function AdminNotFound() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        level={1}
        icon={<Ban />}
        title="Nothing here for you"
        reason="This part of the help desk is for its administrators, or the address is mistyped."
        action={
          <ButtonLink href="/tickets" variant="primary">
            Back to the list
          </ButtonLink>
        }
      />
    </div>
  );
}
