import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";

/** A page that fails to draw says so and offers the way back, instead of leaving nothing; a new address tries anew. */
export class Boundary extends Component<{ address: string; children: ReactNode }, { failed: string | null }> {
  override state: { failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override componentDidUpdate(before: { address: string }): void {
    if (before.address !== this.props.address && this.state.failed !== null) this.setState({ failed: null });
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return (
      <div className="page">
        <div className="hero unknown" role="alert">
          <h1>This page could not be drawn</h1>
          <p className="muted">
            The fault is the console's, not your services'. <code>{this.state.failed}</code>
          </p>
          <div className="buttons">
            <Button onClick={() => location.reload()}>Load it again</Button>
          </div>
        </div>
      </div>
    );
  }
}
