"use client";

import { useRef, useState, type DragEvent } from "react";

/** The state of a drop area; spread `handlers` on its element. */
export interface FileDropState {
  dragging: boolean;
  handlers: {
    onDragEnter: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** Takes files that are dropped on an element; ignores dragged text and links. */
export function useFileDrop(onFiles: (files: File[]) => void, disabled = false): FileDropState {
  const [dragging, setDragging] = useState(false);
  // Entering a child fires "enter" there before "leave" here: count, or the overlay flickers.
  const depth = useRef(0);

  function carriesFiles(event: DragEvent): boolean {
    return !disabled && event.dataTransfer.types.includes("Files");
  }

  return {
    dragging,
    handlers: {
      onDragEnter(event) {
        if (carriesFiles(event)) {
          event.preventDefault();
          depth.current += 1;
          setDragging(true);
        }
      },
      onDragOver(event) {
        if (carriesFiles(event)) {
          event.preventDefault();
          event.dataTransfer.dropEffect = "copy";
        }
      },
      onDragLeave(event) {
        if (carriesFiles(event)) {
          depth.current = Math.max(0, depth.current - 1);
          setDragging(depth.current > 0);
        }
      },
      onDrop(event) {
        depth.current = 0;
        setDragging(false);
        if (carriesFiles(event)) {
          event.preventDefault();
          const files = [...event.dataTransfer.files];
          if (files.length > 0) {
            onFiles(files);
          }
        }
      },
    },
  };
}
