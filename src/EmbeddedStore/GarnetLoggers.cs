using Microsoft.Extensions.Logging;

namespace LiveParking.EmbeddedStore;

/// <summary>
/// Forwards Garnet's log entries from warning level up, under one category and without stack traces. Its progress reports and internal details are
/// useless to an operator.
/// </summary>
internal sealed class GarnetLoggers(ILoggerFactory inner) : ILoggerFactory
{
    private readonly ILogger _logger = inner.CreateLogger("LiveParking.EmbeddedStore.Garnet");

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new FromWarningsUp(_logger);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Providers belong to the factory of the host.");

    /// <summary>The host owns the factory, so it is not disposed here.</summary>
    public void Dispose()
    {
    }

    private sealed class FromWarningsUp(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var text = formatter(state, exception);
            inner.Log(logLevel, eventId, exception is null ? text : $"{text} ({exception.GetBaseException().Message})", null, static (text, _) => text);
        }
    }
}
