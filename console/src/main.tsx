import "./styles/index.css";
import { createTheme, MantineProvider, type MantineColorsTuple } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { live } from "./api/live";
import { client } from "./api/queries";

/** Colour belongs to the four states; everything else is ink on paper. */
const ink: MantineColorsTuple = ["#f4f5f5", "#e6e8e9", "#cdd1d4", "#b0b6bb", "#8d959c", "#6d767e", "#545c64", "#3c434a", "#262c32", "#16191d"];

const theme = createTheme({
  colors: { ink },
  primaryColor: "ink",
  primaryShade: { light: 9, dark: 1 },
  autoContrast: true,
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  defaultRadius: 6,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm", variant: "default" } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 80 } } },
  },
});

live.start();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
