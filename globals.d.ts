// The globals that this repository's scripts share, for the type check alone
// (`tsconfig.json`): nothing here is shipped.

/** A save or a removal that the host asks for; it is answered once. */
interface HostRequest {
  /** What a save carries. */
  result?: { webhookUrl?: string };
  notifySuccess(): void;
  notifyFailure(reason: string): void;
}

/** What the host keeps for one configuration: every field may be absent. */
interface InstanceSettings {
  entityId?: string;
  configName?: string;
  suggestedDisplayName?: string;
  contentUrl?: string;
  websiteUrl?: string;
  removeUrl?: string;
  webhookUrl?: string;
}

/** The part of a context that the start-up lines read, in 1.x. */
interface FlatContext {
  theme?: string;
  locale?: string;
  tid?: string;
}

/** The same, in 2.x. */
interface NestedContext {
  app: { theme?: string; locale?: string };
  user?: { tenant?: { id: string } };
}

type OnRequest = (request: HostRequest) => void;

/** Signing in: 1.x calls back, 2.x promises. */
interface TeamsAuthentication {
  getAuthToken(request: TokenRequest): Promise<string> | void;
  authenticate(parameters: SignInParameters): Promise<string> | void;
  /** Not in 1.2.6. */
  registerAuthenticationHandlers?(parameters: SignInParameters): void;
  /** In the window alone. */
  notifySuccess?(result: string): void;
  notifyFailure?(reason: string): void;
}

interface TokenRequest {
  silent: boolean;
  successCallback?(token: string): void;
  failureCallback?(reason: string): void;
}

interface SignInParameters {
  url: string;
  width: number;
  height: number;
  successCallback?(result: string): void;
  failureCallback?(reason: string): void;
}

/** TeamsJS 1.x, as far as the page uses it: callbacks. */
interface TeamsV1 {
  authentication?: TeamsAuthentication;
  initialize(): void;
  getContext(callback: (context: FlatContext) => void): void;
  registerOnThemeChangeHandler(handler: (theme: string) => void): void;
  settings: {
    registerOnSaveHandler(handler: OnRequest): void;
    registerOnRemoveHandler(handler: OnRequest): void;
    setValidityState(valid: boolean): void;
    getSettings(callback: (settings: InstanceSettings) => void): void;
    setSettings(settings: InstanceSettings, done?: (taken: boolean, reason?: string) => void): void;
  };
  /** Since 1.5.2. */
  appInitialization?: { notifyAppLoaded(): void; notifySuccess(): void };
}

/** TeamsJS 2.x, as far as the page uses it: promises. */
interface TeamsV2 {
  authentication?: TeamsAuthentication;
  app: {
    readonly FailedReason?: object;
    initialize(): Promise<void>;
    getContext(): Promise<NestedContext>;
    notifyAppLoaded(): void;
    notifySuccess(): unknown;
    notifyFailure?(failure: object): void;
    registerOnThemeChangeHandler(handler: (theme: string) => void): void;
    /** Not in every release; the newest hands on a flat context too. */
    registerOnContextChangeHandler?(handler: (context: NestedContext | FlatContext) => void): void;
  };
  pages: {
    getConfig(): Promise<InstanceSettings>;
    config: {
      isSupported?(): boolean;
      registerOnSaveHandler(handler: OnRequest): void;
      registerOnRemoveHandler(handler: OnRequest): void;
      setValidityState(valid: boolean): void;
      setConfig(settings: InstanceSettings): Promise<unknown>;
    };
  };
}

/** The page's words, `src/lang/words.js`. */
interface TeamsWords {
  /** A sentence by its number; 0 is no day. */
  say(number: number, day?: number): string;
  /** Fetches the language of a locale. */
  speak(locale?: string): void;
  /** Called when another language is there. */
  changed(): void;
}

/** What the wasm calls of the start-up lines, `src/teams/boot.js`. */
interface TeamsBoot {
  connection(): Promise<NestedContext | FlatContext>;
  /** A request comes with "save" and "remove", a word with "signed-out". */
  take(listener: (kind: string, request: HostRequest | string | null) => void): void;
  ready(): void;
  valid(now: boolean): void;
  /** Only where people sign in, `src/teams/sign-in.js`. */
  signIn?(): void;
}

/** What a sign-in's last page says, by language; filled in by the build. */
declare const SENTENCES: Record<string, { done: string; failed: string }>;

/** English, filled in by the build. */
declare const ENGLISH: string[];

/** Numbers of sentences, filled in by the build from `src/lang/form/en.json`. */
declare const TEXT: Record<"Closing" | "NotNow", number>;

/** Milliseconds, filled in by the build from `src/form/ui/limits.rs`. */
declare const LIMIT: Record<"HELD" | "LOCALE" | "PROGRAM" | "TOKEN" | "RENEW", number>;

interface Window {
  microsoftTeams?: Partial<TeamsV1 & TeamsV2>;
  teamsWords: TeamsWords;
  teamsBoot: TeamsBoot;
  /** A native shell around the page stands for a parent in 1.x. */
  nativeInterface?: object;
  /** What a browser test reads of a planted SDK, `tests/web/support/planted.js`. */
  planted: object;
  /** What a benchmark calls, `crates/bench/host/host.js`. */
  visit(address: string): Promise<object>;
}
