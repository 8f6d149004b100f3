using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using LiveParking.Grains.Alarms;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.LiveStreams;
using LiveParking.Tokens;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.Grains.Access.Calls;

/// <summary>
/// Checks the tokens of programs that call grains. What is open to them is marked with <see cref="OpenToProgramsAttribute"/>, and live streams of levels
/// and locations are open too. Keys, revocations and groups are read again every second; a stream whose token is no longer valid ends with that.
/// </summary>
internal sealed partial class CallTokens(IGrainFactory grains, ILiveReceivers receivers, TimeProvider timeProvider, ILogger<CallTokens> logger)
    : BackgroundService, ILocationGroups
{
    private const int MaxKnown = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Forget = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ProgramToken> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Guid ReceiverId, GrainId Producer), RunningStream> _streams = new();
    private readonly ConcurrentDictionary<MethodInfo, IReadOnlyList<Role>?> _methods = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IssuerTrust _issuer = IssuerTrust.None;
    private volatile FrozenDictionary<string, IReadOnlyList<string>> _groups = FrozenDictionary<string, IReadOnlyList<string>>.Empty;
    private long _groupsVersion = -1;
    private bool _failed;

    /// <summary>Throws unless the token of the call allows it.</summary>
    /// <exception cref="UnauthorizedException">There is no token, or it is not valid.</exception>
    /// <exception cref="ForbiddenException">The token does not allow the call.</exception>
    /// <exception cref="StoreUnavailableException">What was revoked is not known yet.</exception>
    public async Task RequireAsync(IIncomingGrainCallContext call)
    {
        if (CallToken.Current is not { Length: > 0 } text)
            throw new UnauthorizedException("A call of a program needs a token: UseLiveParkingToken.");
        var token = await VerifyAsync(text);
        if (RolesOf(call) is not { } roles)
            throw new ForbiddenException($"Programs may not call {call.InterfaceName}.{call.MethodName}.");
        if (roles.Count > 0 && !roles.Contains(token.Role))
            throw new ForbiddenException($"{call.InterfaceName}.{call.MethodName} needs the role {string.Join(" or ", roles.Select(TokenClaims.Word))}.");
        if (call.InterfaceMethod.DeclaringType == typeof(ILiveLeaseGrain))
            RequireStreams(call.Request.GetArgument(0) is Guid renewing ? renewing : Guid.Empty);
        else
            RequirePlace(token, call.TargetId);
        if (call.InterfaceMethod.Name == nameof(ILevelGrain.ReportAsync) && call.Request.GetArgument(0) is IReadOnlyList<Reading> readings)
            RequireSensors(token, readings.Select(reading => reading.SensorId));
        if (call.InterfaceMethod.Name == nameof(ILevelGrain.NoteRefusedAsync) && call.Request.GetArgument(0) is IReadOnlyList<RefusedReading> refused)
            RequireSensors(token, refused.Select(reading => reading.SensorId));
        if (call.InterfaceMethod.Name == nameof(ILevelGrain.GetSensorAsync) && call.Request.GetArgument(0) is string sensor)
            RequireSensors(token, [sensor]);
        if (call.InterfaceMethod.Name == nameof(ILiveProducerExtension.SubscribeAsync) && call.Request.GetArgument(1) is Guid receiverId)
            _streams[(receiverId, call.TargetId)] = new RunningStream(token, timeProvider.GetTimestamp());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Of(string locationId) => _groups.GetValueOrDefault(locationId) ?? [];

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(RefreshForeverAsync(stoppingToken), WatchStreamsAsync(stoppingToken));

    private async Task RefreshForeverAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        do
        {
            try
            {
                await RefreshAsync().WaitAsync(stoppingToken);
                _failed = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failed)
                    Log.Failed(logger, exception);
                _failed = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Apart from the questions to other silos: expired tokens end their streams also while these hang.</summary>
    private async Task WatchStreamsAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            EndStreams();
    }

    private async Task RefreshAsync()
    {
        if (await grains.GetTokenIssuer().GetVerificationAsync(_issuer.Version) is { } verification)
            _issuer = IssuerTrust.Of(verification, _issuer);
        if (await grains.GetCatalog().GetGroupsAsync(_groupsVersion) is { } groups)
            (_groups, _groupsVersion) = (groups.Groups.ToFrozenDictionary(StringComparer.Ordinal), groups.Version);
        _ready.TrySetResult();
    }

    private void EndStreams()
    {
        foreach (var (key, stream) in _streams)
        {
            var isAllowed = IsAllowed(key.Producer, stream.Token);
            if (!isAllowed && receivers.IsKnown(key.ReceiverId))
            {
                Log.StreamEnded(logger, key.Producer, stream.Token.Subject);
                receivers.End(key.ReceiverId);
            }

            // A subscription begins after it was noted here.
            if (!isAllowed || (!receivers.IsKnown(key.ReceiverId) && timeProvider.GetElapsedTime(stream.NotedAt) > Forget))
                _streams.TryRemove(KeyValuePair.Create(key, stream));
        }
    }

    private bool IsAllowed(GrainId producer, ProgramToken token) => FaultOf(token) is null && IsAllowedAt(token, producer);

    /// <summary>Who renews has to have been allowed each of its streams, and still be.</summary>
    private void RequireStreams(Guid receiverId)
    {
        if (_streams.Any(stream => stream.Key.ReceiverId == receiverId && !IsAllowed(stream.Key.Producer, stream.Value.Token)))
            throw new UnauthorizedException("The token of a stream is no longer valid.");
    }

    private async Task<ProgramToken> VerifyAsync(string text)
    {
        await RequireReadyAsync();
        if (!_known.TryGetValue(text, out var token))
        {
            token = await ReadAsync(text);
            if (_known.Count >= MaxKnown)
                _known.Clear();
            _known[text] = token;
        }

        return FaultOf(token) is { } fault ? throw new UnauthorizedException(fault) : token;
    }

    private async Task<ProgramToken> ReadAsync(string text)
    {
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(text, TokenValidation.With(id => _issuer.Keys.GetValueOrDefault(id ?? "")));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken verified || TokenClaims.RoleOf(result.ClaimsIdentity.FindFirst(TokenClaims.Role)?.Value) is not { } role)
            throw new UnauthorizedException("The token is not valid: it is forged, has expired, or its key is not known.");
        if (new DateTimeOffset(verified.IssuedAt, TimeSpan.Zero) > timeProvider.GetUtcNow() + 2 * TokenValidation.ClockSkew)
            throw new UnauthorizedException("The token is from the future.");
        return new ProgramToken(
            role, TokenPlaces.From(result.ClaimsIdentity.Claims), new DateTimeOffset(verified.ValidTo, TimeSpan.Zero), verified.Kid,
            verified.TryGetPayloadValue<string>(TokenClaims.Id, out var id) ? id : null, verified.Subject, new DateTimeOffset(verified.IssuedAt, TimeSpan.Zero));
    }

    private async Task RequireReadyAsync()
    {
        if (_ready.Task.IsCompleted)
            return;
        try
        {
            await _ready.Task.WaitAsync(FirstAnswer, timeProvider);
        }
        catch (TimeoutException)
        {
            throw new StoreUnavailableException("The issuer of tokens has not answered yet.");
        }
    }

    private string? FaultOf(ProgramToken token)
    {
        if (token.ExpiresAt <= timeProvider.GetUtcNow())
            return "The token has expired.";
        if (!_issuer.Keys.ContainsKey(token.KeyId))
            return "The key that signed the token is no longer accepted.";
        return _issuer.IsRevoked(token.Id, token.Subject, token.IssuedAt) ? "The token was revoked." : null;
    }

    private IReadOnlyList<Role>? RolesOf(IIncomingGrainCallContext call) => _methods.GetOrAdd(
        call.InterfaceMethod,
        static method => method.DeclaringType == typeof(ILiveProducerExtension) || method.DeclaringType == typeof(ILiveLeaseGrain)
            ? []
            : method.GetCustomAttribute<OpenToProgramsAttribute>()?.Roles);

    private void RequirePlace(ProgramToken token, GrainId grain)
    {
        if (!IsAllowedAt(token, grain))
            throw new ForbiddenException($"The token is not for {grain.Type} '{grain.Key}'.");
    }

    /// <summary>A grain that is neither of a level nor of a location is for the whole system.</summary>
    private bool IsAllowedAt(ProgramToken token, GrainId grain)
    {
        var key = grain.Key.ToString();
        if (HistoryKey.TryParse(key, out var ofLevel))
            return token.Places.HasLevel(ofLevel.Level, this);
        return grain.Type == ParkingStreams.LocationGrainType || grain.Type == LocationAlarmsGrain.Type
            ? token.Places.HasLocation(key!, this)
            : grain.Type != ParkingStreams.CameraGrainType && token.Places.IsEverywhere;
    }

    private static void RequireSensors(ProgramToken token, IEnumerable<string> sensors)
    {
        if (sensors.FirstOrDefault(id => !token.Places.HasSensor(id)) is { } other)
            throw new ForbiddenException($"The token is not for sensor '{other}'.");
    }

    /// <summary>A verified token.</summary>
    private sealed record ProgramToken(
        Role Role, TokenPlaces Places, DateTimeOffset ExpiresAt, string KeyId, string? Id, string? Subject, DateTimeOffset IssuedAt);

    /// <summary>A stream that a program has subscribed to.</summary>
    /// <param name="Token">The token with which it did so last.</param>
    /// <param name="NotedAt">When, by the monotonic clock.</param>
    private sealed record RunningStream(ProgramToken Token, long NotedAt);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The live stream of {Producer} to a program ends: the token of {Subject} is no longer valid for it.")]
        public static partial void StreamEnded(ILogger logger, GrainId producer, string? subject);

        [LoggerMessage(LogLevel.Warning, "The issuer of tokens or the catalog could not be asked; its last answer counts for the calls of programs.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
