"""What the notices say, each fact with its words. The front door is `knowledge.asking.ask`."""
