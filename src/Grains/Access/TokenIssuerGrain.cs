using System.Globalization;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Storage;
using LiveParking.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace LiveParking.Grains.Access;

/// <summary>Issues and revokes tokens with the keys of its silo. Reentrant so that a question never waits for a store write.</summary>
[GrainType("token-issuer"), Reentrant, KeepAlive]
internal sealed class TokenIssuerGrain(
    [PersistentState("tokens", StorageNames.Parking)] IPersistentState<TokenIssuerState> stored,
    IServiceProvider services,
    TimeProvider timeProvider,
    ILogger<TokenIssuerGrain> logger) : Grain, ITokenIssuerGrain, ITokenLedgerGrain, IAuditedGrain
{
    /// <summary>The whole list is one stored value.</summary>
    private const int MaxTokens = 10_000;

    private readonly IssuerKeys? _keys = services.GetService<IssuerKeys>();
    private CoalescedState<TokenIssuerState> _state = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        OnlyKey.Require(this, ITokenIssuerGrain.Key);
        StoredSchema.Require(stored.State.Schema, TokenIssuerState.CurrentSchema, ITokenIssuerGrain.Key);
        _state = new CoalescedState<TokenIssuerState>(new PersistentUnit<TokenIssuerState>(stored), timeProvider, logger);
        // What was revoked on the command line while no silo ran counts before the first question is answered.
        if (_keys?.Ledger.ReadAll() is { Count: > 0 } entries)
            await ImportAsync([.. entries.Select(entry => entry.Issued).OfType<TokenRecord>()], [.. entries.Select(entry => entry.Revoked).OfType<TokenRevocation>()]);
    }

    public async Task<IssuedToken> IssueAsync(TokenRequest request, string issuedBy)
    {
        TokenRequestRules.Require(request);
        var now = timeProvider.GetUtcNow();
        if (_state.Newest.Ledger.Tokens.Count(token => token.ExpiresAt > now && token.RevokedAt is null) >= MaxTokens)
            throw new TooManyException("tokens", $"There are {MaxTokens:N0} tokens that have not expired, as many as there may be: use shorter lifetimes.");
        var revoked = _state.Newest.Ledger.Revocations.Where(revocation => revocation.Subject is not null && revocation.Subject == request.Subject);
        var issued = Keys.Issuer.Issue(request, issuedBy, revoked.Max(revocation => (DateTimeOffset?)revocation.At));
        await ChangeAsync([issued.Record], []);
        return issued;
    }

    public Task<IReadOnlyList<TokenRecord>> GetAsync()
    {
        var now = timeProvider.GetUtcNow();
        return Task.FromResult<IReadOnlyList<TokenRecord>>([.. _state.Newest.Ledger.Tokens.Where(token => token.ExpiresAt > now)]);
    }

    public async Task<TokenRecord?> RevokeAsync(string tokenId)
    {
        if (_state.Newest.Ledger.RevocationOfToken(tokenId, timeProvider.GetUtcNow()) is { } revocation)
            await ChangeAsync([], [revocation]);
        return _state.Newest.Ledger.Tokens.FirstOrDefault(token => token.Id == tokenId);
    }

    public async Task<IReadOnlyList<TokenRecord>> RevokeSubjectAsync(string subject)
    {
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > TokenRequestRules.MaxSubjectLength)
            throw new InvalidRequestException($"subject: 1 to {TokenRequestRules.MaxSubjectLength} characters are needed.", "subject");
        var before = _state.Newest.Ledger.Tokens.Where(token => token.RevokedAt is not null).Select(token => token.Id).ToHashSet(StringComparer.Ordinal);
        var revocation = TokenLedger.RevocationOfSubject(subject, timeProvider.GetUtcNow());
        await ChangeAsync([], [revocation]);
        return [.. _state.Newest.Ledger.Tokens.Where(token => !before.Contains(token.Id) && TokenLedger.Covers(revocation, token))];
    }

    public Task<TokenVerification?> GetVerificationAsync(string? knownVersion)
    {
        var keys = _keys?.PublicKeys;
        var version = string.Create(
            CultureInfo.InvariantCulture, $"{_state.Newest.Version}:{(keys is null ? "none" : string.Join('|', keys).GetHashCode(StringComparison.Ordinal))}");
        return Task.FromResult(version == knownVersion ? null : new TokenVerification(version, keys, _state.Newest.Ledger.Revocations));
    }

    public async Task ImportAsync(IReadOnlyList<TokenRecord> issued, IReadOnlyList<TokenRevocation> revoked)
    {
        var (ledger, now) = (_state.Newest.Ledger, timeProvider.GetUtcNow());
        var known = ledger.Tokens.Select(token => token.Id).ToHashSet(StringComparer.Ordinal);
        var revocations = ledger.Revocations.ToLookup(revocation => (revocation.TokenId, revocation.Subject));
        // What came over HTTP stands in the trail already, with its author; what has expired did so in its time.
        var entries = issued.Where(token => token.ExpiresAt > now && !known.Contains(token.Id) && IsCommandLine(token.IssuedBy))
            .Select(token => new AuditEntry(
                $"{token.Id}-issue", token.IssuedAt, "token.issue", new AuditAuthor(token.IssuedBy), AuditOutcome.Done, null, token.Id, null, null, AuditText.Of(token), now))
            .Concat(revoked
                .Where(revocation => revocation.ExpiresAt > now && IsCommandLine(revocation.RevokedBy)
                    && !revocations[(revocation.TokenId, revocation.Subject)].Any(other => other.At >= revocation.At))
                .Select(revocation => new AuditEntry(
                    $"{revocation.TokenId ?? revocation.Subject}-{revocation.At.ToUnixTimeSeconds()}-revoke", revocation.At,
                    revocation.TokenId is null ? "token.revoke-subject" : "token.revoke", new AuditAuthor(revocation.RevokedBy!), AuditOutcome.Done, null,
                    revocation.TokenId ?? revocation.Subject, null, null, AuditText.Of(revocation), now)))
            .ToList();
        if (entries.Count > 0)
            await GrainFactory.GetAuditTrail().AddAsync(entries);
        await ChangeAsync(issued, revoked);
    }

    private static bool IsCommandLine(string? author) => author?.StartsWith("command line", StringComparison.Ordinal) == true;

    public (string? LocationId, string? Target) AuditTarget(string action, IInvokable call) =>
        (null, action == "token.issue" ? (call.GetArgument(0) as TokenRequest)?.Subject : call.GetArgument(0) as string);

    public Task<string?> DescribeAsync(string action, IInvokable call, object? result) => Task.FromResult(action switch
    {
        "token.issue" => AuditText.Of((result as IssuedToken)?.Record),
        "token.revoke" => AuditText.Of(_state.Newest.Ledger.Tokens.FirstOrDefault(token => token.Id == call.GetArgument(0) as string)),
        _ => null,
    });

    public Task<TokenLedgerCopy?> ExportAsync(long knownVersion)
    {
        var state = _state.Newest;
        return Task.FromResult(state.Version == knownVersion ? null : new TokenLedgerCopy(state.Version, state.Ledger.Tokens, state.Ledger.Revocations));
    }

    private IssuerKeys Keys => _keys ?? throw new NoIssuerKeyException(
        "The central silos have no key that signs tokens: give each of them the same folder of keys, LIVEPARKING_KEYS.");

    private Task ChangeAsync(IReadOnlyList<TokenRecord> issued, IReadOnlyList<TokenRevocation> revoked) => _state.ChangeAsync(
        state => state.Ledger.With(issued, revoked, timeProvider.GetUtcNow()) is var next && ReferenceEquals(next, state.Ledger)
            ? state
            : new TokenIssuerState { Schema = TokenIssuerState.CurrentSchema, Version = state.Version + 1, Ledger = next },
        DeactivateOnIdle);
}
